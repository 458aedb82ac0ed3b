package io.sallyport.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.SallyportBuilder;
import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.PolicyName;
import io.sallyport.query.QueryResponse;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.Xml;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients of IAM, STS and S3 are answered, each in its service's words. */
class ErrorsOverTheWireTest {
  private static final String PASSES = "200";

  private final TroubledStore store = new TroubledStore();
  private final Installation installation = new Installation(store);
  private final Installation telling =
      new Installation(new TroubledStore(), SallyportBuilder::explainingSignatures);
  private final AccessKey key = installation.key2;
  private final SettableClock clock = installation.clock;

  @AfterEach
  void close() {
    installation.close();
    telling.close();
  }

  private static String call(Installation asked, ClientSigner client, String service, String form) {
    return code(asked, client.form(service, form), form);
  }

  private static String code(Installation asked, RequestHead head, String form) {
    return code(asked.sallyport.query().handle(head, form.getBytes(UTF_8)));
  }

  private static String code(QueryResponse answer) {
    return answer.status() == 200
        ? PASSES
        : Xml.parse(answer.body()).text("Error/Code") + " " + answer.status();
  }

  private static String s3(Installation asked, RequestHead head) {
    AccessAnswer answer = asked.sallyport.access().check(head);
    return answer instanceof AccessAnswer.Refused refused
        ? refused.code() + " " + refused.error().wire(AwsService.S3).httpStatus()
        : PASSES;
  }

  /** IAM, STS and S3, in that order. */
  private static void assertTold(
      String iam, String sts, String s3, Installation asked, ClientSigner client) {
    assertEquals(
        List.of(iam, sts, s3),
        List.of(
            call(asked, client, "iam", "Action=ListRoles"),
            call(asked, client, "sts", "Action=GetCallerIdentity"),
            s3(asked, client.s3("GET", "/photos/k"))));
  }

  private void assertTold(String iam, String sts, String s3, ClientSigner client) {
    assertTold(iam, sts, s3, installation, client);
  }

  private ClientSigner client(String id, String secret) {
    return ClientSigner.of(new AccessKey(new AccessKeyId(id), SecretKey.of(secret)), clock);
  }

  private Credentials session() {
    if (installation.sallyport.roles().find(Installation.ROLE).isEmpty()) {
      installation.createRole();
    }
    return installation.assumeRole().credentials();
  }

  @Test
  void aKeyOrASignatureThatIsNotKnown() {
    String call = "InvalidClientTokenId 403";
    assertTold(call, call, "InvalidAccessKeyId 403", client("NOBODY", "x"));
    assertTold(call, call, "InvalidAccessKeyId 403", client(key.id().value(), "x"));
  }

  /** Who has a token and not its secret doesn't learn from the answer whether the token is real. */
  @Test
  void aTokenThatIsNoneOrOfWhichTheSecretIsAnother() {
    Credentials session = session();
    String call = "InvalidClientTokenId 403";
    assertTold(call, call, "InvalidToken 400", ClientSigner.of(session, "garbage", clock));
    Credentials stolen =
        new Credentials(
            session.accessKeyId(), SecretKey.of("x"), session.sessionToken(), session.expiration());
    assertTold(call, call, "InvalidToken 400", ClientSigner.of(stolen, clock));
    String other = session().sessionToken().reveal();
    assertTold(call, call, "InvalidToken 400", ClientSigner.of(session, other, clock));
    installation
        .sallyport
        .sessions()
        .revokeRole(installation.sallyport.roles().get(Installation.ROLE));
    assertTold(call, call, "InvalidToken 400", ClientSigner.of(session, clock));
  }

  @Test
  void aSessionThatWouldBeOneOfThoseRevokedJustNow() {
    session();
    installation
        .sallyport
        .sessions()
        .revokeRole(installation.sallyport.roles().get(Installation.ROLE));
    assertEquals(
        "Throttling 400",
        call(
            installation,
            ClientSigner.of(key, clock),
            "sts",
            "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn:aws:iam:::role/S3Access"));
  }

  @Test
  void aSessionThatIsOver() {
    Credentials session = session();
    clock.advance(Duration.ofHours(1));
    String call = "ExpiredToken 403";
    assertTold(call, call, "ExpiredToken 400", ClientSigner.of(session, clock));
  }

  @Test
  void aSignatureOfAnotherTime() {
    String call = "SignatureDoesNotMatch 403";
    for (int hours : new int[] {-1, 1}) {
      SettableClock wrong = new SettableClock();
      wrong.advance(Duration.ofHours(hours));
      assertTold(call, call, "RequestTimeTooSkewed 403", ClientSigner.of(key, wrong));
    }
  }

  @Test
  void aUrlThatHasEnded() {
    ClientSigner client = ClientSigner.of(key, clock);
    RequestHead s3 = client.presigned("GET", "/photos/k");
    RequestHead sts = client.presignedForm("sts", "Action=GetCallerIdentity");
    clock.advance(Duration.ofMinutes(16));
    assertEquals("AccessDenied 403", s3(installation, s3));
    assertEquals("SignatureDoesNotMatch 403", code(installation, sts, ""));
  }

  @Test
  void whoMayNot() {
    ClientSigner client = ClientSigner.of(key, clock);
    assertTold("AccessDenied 403", PASSES, "AccessDenied 403", client);
    String assume = "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn:aws:iam:::role/None";
    assertEquals("AccessDenied 403", call(installation, client, "sts", assume));
  }

  @Test
  void badInput() {
    session();
    ClientSigner tester1 = ClientSigner.of(installation.key1, clock);
    ClientSigner tester2 = ClientSigner.of(key, clock);
    String put = "Action=PutRolePolicy&RoleName=S3Access&PolicyName=P&PolicyDocument=";
    assertEquals("MalformedPolicyDocument 400", call(installation, tester1, "iam", put + "%7B"));
    assertEquals("InvalidInput 400", call(installation, tester1, "iam", put));
    String assume = "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn:aws:iam:::role/S3Access";
    for (String parameter :
        List.of("DurationSeconds=abc", "DurationSeconds=899", "RoleSessionName=%20", "Policy=")) {
      String form =
          parameter.startsWith("RoleSessionName")
              ? assume.replace("RoleSessionName=Bob", parameter)
              : assume + "&" + parameter;
      assertEquals("ValidationError 400", call(installation, tester2, "sts", form), parameter);
    }
    assertEquals(
        "MalformedPolicyDocument 400",
        call(installation, tester2, "sts", assume + "&Policy=%7B%7D"));
    String nothing = "Action=Nothing";
    assertEquals("InvalidAction 400", call(installation, tester2, "sts", nothing));
    assertEquals("InvalidAction 400", call(installation, tester2, "iam", nothing));
  }

  @Test
  void aStoreThatDoesNotAnswer() {
    ClientSigner client = ClientSigner.of(key, clock);
    store.stopAnswering();
    clock.advance(Duration.ofMinutes(2));
    String told = "ServiceUnavailable 503";
    assertTold(told, told, told, client);
  }

  @Test
  void aWrongSignatureIsExplainedToWhoeverMayHearIt() {
    AccessKey wrong = new AccessKey(telling.key2.id(), SecretKey.of("x"));
    ClientSigner client = ClientSigner.of(wrong, telling.clock);
    String told = "SignatureDoesNotMatch 403";
    assertTold(told, told, told, telling, client);
    ClientSigner nobody =
        ClientSigner.of(new AccessKey(new AccessKeyId("NOBODY"), SecretKey.of("x")), telling.clock);
    String call = "InvalidClientTokenId 403";
    assertTold(call, call, "InvalidAccessKeyId 403", telling, nobody);
  }

  @Test
  void whatShouldHaveBeenSignedIsToldWithoutSecrets() {
    telling.createRole();
    Credentials session = telling.assumeRole().credentials();
    Credentials wrong =
        new Credentials(
            session.accessKeyId(), SecretKey.of("x"), session.sessionToken(), session.expiration());
    ClientSigner client = ClientSigner.of(wrong, telling.clock);
    IamException header = refused(client.s3("GET", "/photos/k?prefix=a"));
    String canonical = detail(header, "CanonicalRequest");
    assertTrue(canonical.startsWith("GET\n/photos/k\nprefix=a\nhost:s3.example.com\n"), canonical);
    assertTrue(canonical.contains("\nx-amz-security-token:[redacted]\n"), canonical);
    assertTrue(detail(header, "StringToSign").startsWith("AWS4-HMAC-SHA256\n2"));
    IamException url = refused(client.presigned("GET", "/photos/k"));
    String query = detail(url, "CanonicalRequest");
    assertTrue(query.contains("&X-Amz-Security-Token=[redacted]&"), query);
    String token = session.sessionToken().reveal();
    assertFalse(header.details().toString().contains(token));
    assertFalse(url.details().toString().contains(token));

    String form = "Action=GetCallerIdentity";
    QueryResponse answer =
        telling.sallyport.query().handle(client.form("sts", form), form.getBytes(UTF_8));
    String message = Xml.parse(answer.body()).text("Error/Message");
    assertTrue(message.contains("The Canonical String for this request should have been\n'POST\n"));
    assertTrue(message.contains("The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n"));
    assertFalse(answer.body().contains(token));
  }

  private static String detail(IamException error, String name) {
    return error.details().getOrDefault(name, "");
  }

  private IamException refused(RequestHead head) {
    return assertInstanceOf(AccessAnswer.Refused.class, telling.sallyport.access().check(head))
        .error();
  }

  /** What a client can't have known stays unsaid: the same answer for every other secret. */
  @Test
  void theSecretIsInNoAnswer() {
    installation
        .sallyport
        .users()
        .putPolicy(Installation.TESTER2, new PolicyName("P"), Installation.ALL_OF_S3);
    ClientSigner client = ClientSigner.of(key, clock);
    assertEquals(PASSES, s3(installation, client.s3("GET", "/photos/k")));
    AccessKey wrong = new AccessKey(telling.key2.id(), SecretKey.of("x"));
    IamException error = refused(ClientSigner.of(wrong, telling.clock).s3("GET", "/photos/k"));
    assertFalse(error.details().toString().contains(telling.key2.secret().reveal()));
  }
}
