package io.sallyport.operation;

import static io.sallyport.testing.Installation.TESTER1;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.PolicyName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import io.sallyport.query.QueryResponse;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.Overheard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Does all that can be done, right and wrong, and reads what is logged, noted, answered and printed
 * meanwhile: none of the secrets is in it, nor a part of a signature or a token.
 */
class SecretsTest {
  private static final String ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  /** A web identity's token, sent where it doesn't belong. */
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSIsImlzcyI6Imh0dHBzOi8vaWRwIn0.c2lnbmF0dXJlLW9mLWlkcA";

  private static final Pattern SIGNATURE = Pattern.compile("Signature=([0-9a-f]{64})");

  /** Answers that give a secret to whom it belongs. */
  private static final Set<String> GIVING = Set.of("CreateAccessKey", "AssumeRole");

  private static final String ASSUME =
      "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn:aws:iam:::role/S3Access";

  private static final int BEGINNING = 10;

  private final Set<String> secrets = new TreeSet<>();
  private final Set<String> beginnings = new HashSet<>();
  private final MemoryStore store = new MemoryStore();
  private Overheard overheard;
  private Installation installation;

  @BeforeEach
  void open() {
    overheard = new Overheard();
    installation = AuthorisationTest.furnished(store);
    installation.sallyport.users().putPolicy(TESTER2, new PolicyName("All"), ALL);
    secrets.add(JWT);
    secrets.add(JWT.substring(0, 40));
    secrets.add(installation.key1.secret().reveal());
    secrets.add(installation.key2.secret().reveal());
  }

  @AfterEach
  void close() {
    overheard.close();
    installation.close();
  }

  @Test
  void nothingThatIsSaidHoldsASecret() {
    AssumedRole session = installation.assumeRole();
    AssumedRole revoked = installation.assumeRole();
    AssumedRole expired =
        installation
            .sallyport
            .sts()
            .assumeRole(
                installation.sallyport.principal(TESTER2),
                AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Short")
                    .withDuration(Duration.ofMinutes(15)));
    Stream.of(session, revoked, expired).forEach(this::know);
    installation.clock.advance(Duration.ofMinutes(16));
    installation.sallyport.sessions().revokeSession(revoked.principal().details().id());

    List<ClientSigner> callers = callers(session, revoked, expired);
    callers.forEach(this::serve);
    operations().forEach(form -> callers.forEach(caller -> call(caller, form)));
    ClientSigner mayAll = callers.get(0);
    for (String misplaced : List.of(JWT, installation.key1.secret().reveal())) {
      String value = misplaced.replace("+", "%2B");
      operations().forEach(form -> call(mayAll, form + "&WebIdentityToken=" + value));
      operations().forEach(form -> call(mayAll, form + "&Version=1&Version=" + value));
    }
    malformed(session);
    values(session);
    keys();
    installation.close();
    installation.events.forEach(overheard::event);

    secrets.forEach(secret -> beginnings.add(secret.substring(0, BEGINNING)));
    assertEquals(
        Set.of(
            "Changed",
            "Decided",
            "Issued",
            "KeysChanged",
            "NotAuthenticated",
            "Refused",
            "Revoked",
            "Withheld"),
        installation.events.stream()
            .map(event -> event.getClass().getSimpleName())
            .collect(Collectors.toSet()));
    List<String> texts = overheard.texts();
    assertTrue(texts.size() > 2000 && secrets.size() > 500, texts.size() + " " + secrets.size());
    assertEquals(List.of(), texts.stream().filter(this::holdsASecret).toList());
  }

  /** Looks for how secrets begin: to look for each in each text takes minutes. */
  private boolean holdsASecret(String text) {
    for (int i = 0; i + BEGINNING <= text.length(); i++) {
      if (beginnings.contains(text.substring(i, i + BEGINNING))
          && secrets.stream().anyMatch(text::contains)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void whereSomethingIsSaidItIsFound() {
    overheard.add(
        new Credentials(
            new AccessKeyId("id"),
            installation.key1.secret(),
            installation.assumeRole().credentials().sessionToken(),
            installation.clock.instant()));
    System.getLogger("io.sallyport.Any").log(System.Logger.Level.TRACE, "a word");
    assertTrue(overheard.texts().contains("log: a word"));
    assertTrue(overheard.texts().contains("AccessKeyId: id"));
  }

  private static Stream<String> operations() {
    return Stream.concat(
        AuthorisationTest.operations().map(AuthorisationTest::request),
        Stream.of("Action=GetCallerIdentity", ASSUME, ASSUME.replace("S3Access", "None")));
  }

  /** Those who may, who may not, and who are not who they say. */
  private List<ClientSigner> callers(
      AssumedRole session, AssumedRole revoked, AssumedRole expired) {
    AccessKey wrong =
        new AccessKey(installation.key2.id(), secret("of-nobody-0123456789-abcdefghijk"));
    AccessKey unknown =
        new AccessKey(new AccessKeyId("AKIANOBODY"), secret("of-nobody-at-all-012345678901"));
    AccessKey misplaced =
        new AccessKey(
            new AccessKeyId("ABCDEFabcdef0123456789ABCDEFabcdef012345"), secret("x".repeat(40)));
    secrets.add(misplaced.id().value());
    String token = session.credentials().sessionToken().reveal();
    String changed = token.substring(0, token.length() - 4) + "AAAA";
    secrets.add(changed.substring(20));
    return List.of(
        ClientSigner.of(installation.key2, installation.clock),
        ClientSigner.of(installation.key1, installation.clock),
        ClientSigner.of(wrong, installation.clock),
        ClientSigner.of(unknown, installation.clock),
        ClientSigner.of(misplaced, installation.clock),
        ClientSigner.of(session.credentials(), installation.clock),
        ClientSigner.of(revoked.credentials(), installation.clock),
        ClientSigner.of(expired.credentials(), installation.clock),
        ClientSigner.of(session.credentials(), changed, installation.clock),
        ClientSigner.of(session.credentials(), JWT, installation.clock),
        ClientSigner.of(
            session.credentials(),
            revoked.credentials().sessionToken().reveal(),
            installation.clock));
  }

  private SecretKey secret(String text) {
    secrets.add(text);
    return SecretKey.of(text);
  }

  private void know(AssumedRole session) {
    secrets.add(session.credentials().secretKey().reveal());
    String token = session.credentials().sessionToken().reveal();
    secrets.add(token.substring(20)); // What comes before may be the id of its key.
    overheard.add(session);
  }

  private void call(ClientSigner caller, String form) {
    String name = form.substring("Action=".length()).split("&", -1)[0];
    String service = name.equals("AssumeRole") || name.equals("GetCallerIdentity") ? "sts" : "iam";
    RequestHead head = know(caller.form(service, form));
    installation.sallyport.query().refusal(head).ifPresent(overheard::add);
    QueryResponse answer = installation.sallyport.query().handle(head, form.getBytes(UTF_8));
    if (answer.status() == 200 && GIVING.contains(name)) {
      Stream.of("SecretAccessKey", "SessionToken")
          .map(element -> Pattern.compile("<" + element + ">([^<]*)").matcher(answer.body()))
          .filter(Matcher::find)
          .forEach(found -> secrets.add(found.group(1)));
    } else {
      overheard.add(answer);
    }
  }

  private RequestHead know(RequestHead head) {
    overheard.add(head);
    head.header("authorization")
        .map(SIGNATURE::matcher)
        .filter(Matcher::find)
        .ifPresent(found -> secrets.add(found.group(1)));
    Matcher presigned = SIGNATURE.matcher(head.rawQuery());
    if (presigned.find()) {
      secrets.add(presigned.group(1));
    }
    return head;
  }

  private void serve(ClientSigner caller) {
    for (RequestHead head :
        List.of(
            caller.s3("GET", "/photos/1.jpg"),
            caller.s3("PUT", "/photos/1.jpg", "body"),
            caller.s3("GET", "/photos?versioning"),
            caller.s3("GET", "/photos/1.jpg", Map.of("x-amz-acl", "nonsense")),
            caller.s3("GET", "/photos/1.jpg?tagging&acl"),
            caller.s3("POST", "/photos?delete", "<Delete/>"),
            caller.presigned("GET", "/photos/1.jpg"),
            caller.presignedForm("sts", "Action=GetCallerIdentity"))) {
      answered(know(head));
    }
  }

  private void answered(RequestHead head) {
    AccessAnswer answer = installation.sallyport.access().check(head);
    overheard.add(answer);
    overheard.add(installation.sallyport.access().check(head, "<Delete/>".getBytes(UTF_8)));
    if (answer instanceof AccessAnswer.Refused refused) {
      overheard.add(refused.error());
    } else if (answer instanceof AccessAnswer.Granted granted) {
      overheard.add(granted.request());
      overheard.add(granted.requester());
    }
    overheard.add(installation.sallyport.query().handle(head, new byte[0]));
  }

  /** What no client signs. */
  private void malformed(AssumedRole session) {
    String secret = session.credentials().secretKey().reveal();
    String token = session.credentials().sessionToken().reveal();
    for (String header :
        List.of(
            "Bearer " + JWT,
            "AWS " + secret + ":" + secret,
            "AWS4-HMAC-SHA256 " + secret,
            "AWS4-HMAC-SHA256 Credential=" + token + "/20260301/us-east-1/s3/aws4_request",
            token)) {
      for (String target : List.of("/photos/1.jpg", "/?Action=GetCallerIdentity")) {
        answered(
            know(
                RequestHead.builder("GET", target)
                    .header("Host", "s3.example.com")
                    .header("Authorization", header)
                    .header("x-amz-security-token", token)
                    .header("x-amz-date", "20260301T120000Z")
                    .build()));
      }
    }
    overheard.add(
        assertThrows(RuntimeException.class, () -> SecretKey.of(secret + "\n" + "x".repeat(300))));
  }

  /** What a host holds in its hands. */
  private void values(AssumedRole session) {
    Sallyport sallyport = installation.sallyport;
    List<Object> values = new ArrayList<>();
    values.add(sallyport);
    values.add(installation.key1);
    values.add(sallyport.principal(TESTER1));
    values.add(sallyport.users().get(TESTER1));
    values.add(sallyport.users().listAccessKeys(TESTER1));
    values.add(session);
    values.add(session.credentials().sessionToken());
    values.add(sallyport.keys().tokenKeys());
    values.add(
        AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob").withExternalId("between-us"));
    secrets.add("between-us");
    values.forEach(overheard::add);
  }

  private void keys() {
    byte[] bytes = "thirty-two-bytes-of-a-master-key".getBytes(UTF_8);
    secrets.add(new String(bytes, UTF_8));
    secrets.add(Base64.getEncoder().encodeToString(bytes));
    MasterKey other = MasterKey.of(bytes);
    overheard.add(other);
    installation.sallyport.keys().rewrap(other);
    installation.sallyport.keys().rotate();
    String first = installation.sallyport.keys().tokenKeys().get(0).id();
    installation.sallyport.keys().strikeOut(first);
    overheard.add(
        assertThrows(
            MasterKeyException.class,
            () ->
                Sallyport.builder()
                    .store(store)
                    .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
                    .build()));
  }
}
