package io.sallyport.access;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.Decision;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.TroubledStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessControlTest {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String UNSIGNED_CHUNKS = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

  private static final String NARROW =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",\
      "Resource":"arn:aws:s3:::my-bucket/a/*"}}\
      """;

  private final TroubledStore store = new TroubledStore();
  private final Installation installation = new Installation(store);
  private final AccessControl access = installation.sallyport.access();

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aSessionMayDoWhatItsRoleMayDo() {
    installation.createRole();
    AccessAnswer.Granted granted =
        assertInstanceOf(AccessAnswer.Granted.class, check(bob(), "GET", "/my-bucket/a/b"));
    assertEquals("arn:aws:sts:::assumed-role/S3Access/Bob", granted.caller().name());
    assertEquals("my-bucket", granted.request().bucket().orElseThrow());
    assertEquals("a/b", granted.request().key().orElseThrow());
    assertInstanceOf(Decision.Allowed.class, granted.decisions().get(0).decision());
    assertInstanceOf(AccessAnswer.Granted.class, check(bob(), "GET", "/"));
  }

  @Test
  void aNarrowedPolicyActsAtTheVeryNextRequest() {
    installation.createRole();
    ClientSigner bob = bob();
    installation.sallyport.roles().putPolicy(ROLE, POLICY, NARROW);
    assertInstanceOf(AccessAnswer.Granted.class, check(bob, "GET", "/my-bucket/a/b"));
    for (String target : List.of("/", "/my-bucket/b", "/my-bucket", "/my-bucket2/a/b")) {
      assertRefused("AccessDenied", check(bob, "GET", target));
    }
    assertRefused("AccessDenied", check(bob, "DELETE", "/my-bucket/a/b"));
  }

  @Test
  void aSessionOfADeletedRoleIsRefusedAlsoAfterARoleOfItsNameIsCreated() {
    installation.createRole();
    ClientSigner bob = bob();
    installation.sallyport.roles().deletePolicy(ROLE, POLICY);
    installation.sallyport.roles().delete(ROLE);
    assertRefused("InvalidToken", check(bob, "GET", "/"));
    installation.createRole();
    assertRefused("InvalidToken", check(bob, "GET", "/"));
  }

  @Test
  void aSessionPolicyLimitsWhatTheRoleMayDo() {
    installation.createRole();
    Credentials credentials =
        installation
            .sallyport
            .sts()
            .assumeRole(
                installation.sallyport.principal(TESTER2),
                AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob").withPolicy(NARROW))
            .credentials();
    ClientSigner bob = ClientSigner.of(credentials, installation.clock);
    assertInstanceOf(AccessAnswer.Granted.class, check(bob, "GET", "/my-bucket/a/b"));
    assertRefused("AccessDenied", check(bob, "GET", "/my-bucket/b"));
  }

  @Test
  void anExpiredSessionIsToldSo() {
    installation.createRole();
    ClientSigner bob = bob();
    installation.clock.advance(Duration.ofSeconds(3599));
    assertInstanceOf(AccessAnswer.Granted.class, check(bob, "GET", "/"));
    installation.clock.advance(Duration.ofSeconds(1));
    assertRefused("ExpiredToken", check(bob, "GET", "/"));
  }

  @Test
  void aUserWithoutPoliciesMayDoNothing() {
    assertRefused(
        "AccessDenied",
        check(ClientSigner.of(installation.key2, installation.clock), "GET", "/my-bucket/a"));
  }

  @Test
  void everyBadAccessKeyIsRefusedInTheSameWords() {
    installation.createRole();
    Credentials bob = installation.assumeRole().credentials();
    AccessKey wrongSecret = new AccessKey(installation.key2.id(), SecretKey.of("wrong"));
    AccessKey unknown = new AccessKey(new AccessKeyId("NOBODY"), SecretKey.of("wrong"));
    AccessKey tokenless = new AccessKey(bob.accessKeyId(), bob.secretKey());
    assertAlike(
        "InvalidAccessKeyId403",
        ClientSigner.of(wrongSecret, installation.clock),
        ClientSigner.of(unknown, installation.clock),
        ClientSigner.of(tokenless, installation.clock));
    SettableClock slow = new SettableClock();
    slow.advance(Duration.ofHours(-1));
    assertEquals(
        code(check(ClientSigner.of(unknown, slow), "GET", "/")),
        code(check(ClientSigner.of(installation.key2, slow), "GET", "/")));
  }

  @Test
  void everyBadSessionIsRefusedInTheSameWords() {
    installation.createRole();
    Credentials bob = installation.assumeRole().credentials();
    Credentials other = installation.assumeRole().credentials();
    Credentials wrongSecret =
        new Credentials(
            bob.accessKeyId(), SecretKey.of("wrong"), bob.sessionToken(), bob.expiration());
    assertAlike(
        "InvalidToken400",
        ClientSigner.of(wrongSecret, installation.clock),
        ClientSigner.of(bob, other.sessionToken().reveal(), installation.clock),
        ClientSigner.of(bob, "garbage", installation.clock),
        ClientSigner.of(bob, underUnknownKey(bob), installation.clock));
  }

  private void assertAlike(String told, ClientSigner... signers) {
    List<String> answers = new ArrayList<>();
    for (ClientSigner signer : signers) {
      AccessAnswer.Refused refused =
          assertInstanceOf(AccessAnswer.Refused.class, check(signer, "GET", "/"));
      answers.add(refused.code() + refused.error().httpStatus() + refused.error().getMessage());
    }
    assertEquals(1, answers.stream().distinct().count(), answers::toString);
    assertTrue(answers.get(0).startsWith(told), answers::toString);
  }

  @Test
  void aUsersKeyWithASessionsTokenIsRefused() {
    installation.createRole();
    Credentials bob = installation.assumeRole().credentials();
    Credentials mixed =
        new Credentials(
            installation.key2.id(),
            installation.key2.secret(),
            bob.sessionToken(),
            bob.expiration());
    assertRefused("InvalidToken", check(ClientSigner.of(mixed, installation.clock), "GET", "/"));
  }

  @Test
  void aRequestThatIsNotSignedMayDoNothing() {
    RequestHead head =
        RequestHead.builder("GET", "/my-bucket/a").header("Host", "s3.example.com").build();
    assertRefused("AccessDenied", access.check(head));
  }

  @Test
  void aSignatureForAnotherServiceOpensNothingHere() {
    installation.createRole();
    RequestHead head =
        ClientSigner.of(installation.key1, installation.clock).form("sts", "Action=AssumeRole");
    assertRefused("AuthorizationHeaderMalformed", access.check(head));
  }

  @Test
  void aMalformedRequestIsToldSoWhetherOrNotThereIsItsAccessKey() {
    AccessKey unknown = new AccessKey(new AccessKeyId("NOBODY"), SecretKey.of("wrong"));
    for (AccessKey key : List.of(installation.key2, unknown)) {
      ClientSigner signer = ClientSigner.of(key, installation.clock);
      assertTold("InvalidArgument 400", with(signer, "x-amz-content-sha256", "none"));
      assertTold("AccessDenied 403", with(signer, "x-amz-acl", "private"));
      assertTold("AccessDenied 403", with(signer, "x-amz-date", "today"));
      assertTold("InvalidRequest 400", with(signer, "authorization", "AWS " + key.id() + ":c2ln"));
      assertTold("AuthorizationHeaderMalformed 400", with(signer, "authorization", ALGORITHM));
      assertTold("MissingContentLength 411", with(signer, "x-amz-content-sha256", UNSIGNED_CHUNKS));
    }
  }

  /** A request signed by the SDK, with another value of a header. */
  private static RequestHead with(ClientSigner signer, String header, String value) {
    RequestHead signed = signer.s3("PUT", "/my-bucket/a");
    RequestHead.Builder changed = RequestHead.builder(signed.method(), signed.rawPath());
    signed.headerNames().stream()
        .filter(name -> !name.equals(header))
        .forEach(name -> changed.header(name, signed.header(name).orElseThrow()));
    return changed.header(header, value).build();
  }

  private void assertTold(String answer, RequestHead head) {
    AccessAnswer.Refused refused =
        assertInstanceOf(AccessAnswer.Refused.class, access.check(head), head::toString);
    assertEquals(answer, refused.code() + " " + refused.error().httpStatus());
  }

  @Test
  void aRequestThatSHasNoOperationForIsToldSoWhoeverAsks() {
    installation.createRole();
    for (ClientSigner anyone :
        List.of(bob(), ClientSigner.of(installation.key2, installation.clock))) {
      assertRefused("InvalidArgument", check(anyone, "GET", "/my-bucket?acl&policy"));
      assertRefused("MethodNotAllowed", check(anyone, "PATCH", "/my-bucket/a"));
      assertRefused("MethodNotAllowed", check(anyone, "DELETE", "/my-bucket?acl"));
      assertRefused("InvalidBucketName", check(anyone, "GET", "/b"));
      assertRefused("KeyTooLongError", check(anyone, "GET", "/my-bucket/" + "a".repeat(1025)));
    }
  }

  /** A presigned URL is for one method, so a browser's question by it is signed by nobody. */
  @Test
  void aBrowsersQuestionIsRefusedInS3sWordsWhateverItsSignature() {
    RequestHead url =
        ClientSigner.of(installation.key1, installation.clock).presigned("GET", "/my-bucket/a");
    for (String target :
        List.of("/my-bucket/a", "/my-bucket", url.rawPath() + "?" + url.rawQuery())) {
      RequestHead.Builder asked =
          RequestHead.builder("OPTIONS", target).header("Host", "s3.example.com");
      assertTold("BadRequest 400", asked.build());
      assertTold("BadRequest 400", asked.header("Origin", "https://a.example").build());
      RequestHead whole = asked.header("Access-Control-Request-Method", "GET").build();
      assertTold("AccessForbidden 403", whole);
      AccessAnswer answer = access.check(whole, new byte[0]);
      assertRefused("AccessForbidden", answer);
    }
  }

  @Test
  void anOperationThatIsNotServedIsToldSoToThoseWhoMayDoIt() {
    installation.createRole();
    assertRefused("NotImplemented", check(bob(), "GET", "/my-bucket?abac"));
    assertRefused(
        "AccessDenied",
        check(ClientSigner.of(installation.key2, installation.clock), "GET", "/my-bucket?abac"));
  }

  @Test
  void aStoreThatDoesNotAnswerGrantsNothing() {
    installation.createRole();
    ClientSigner bob = bob();
    store.stopAnswering();
    installation.clock.advance(Duration.ofSeconds(31));
    AccessAnswer.Refused refused =
        assertInstanceOf(AccessAnswer.Refused.class, check(bob, "GET", "/"));
    assertEquals(503, refused.error().httpStatus());
  }

  @Test
  void nobodysBodyIsRead() {
    RequestHead head =
        RequestHead.builder("POST", "/my-bucket?delete").header("Host", "s3.example.com").build();
    assertRefused("AccessDenied", access.check(head));
  }

  @Test
  void whatIsDeletedIsReadFromTheBody() {
    installation.createRole();
    AccessAnswer answer = check(bob(), "POST", "/my-bucket?delete");
    assertTrue(answer instanceof AccessAnswer.NeedsBody, answer::toString);
  }

  private AccessAnswer check(ClientSigner signer, String method, String target) {
    return access.check(signer.s3(method, target));
  }

  private ClientSigner bob() {
    return ClientSigner.of(installation.assumeRole().credentials(), installation.clock);
  }

  private static String underUnknownKey(Credentials credentials) {
    byte[] sealed = Base64.getUrlDecoder().decode(credentials.sessionToken().reveal());
    sealed[3] ^= 1;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  private static void assertRefused(String code, AccessAnswer answer) {
    assertEquals(code, code(answer));
  }

  private static String code(AccessAnswer answer) {
    return assertInstanceOf(AccessAnswer.Refused.class, answer, answer::toString).code();
  }
}
