package io.sallyport.sts;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER1;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.account.View;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.AwsService;
import io.sallyport.error.ConflictException;
import io.sallyport.error.IamException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.Xml;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Flaws published of other services of temporary credentials, each shown not to be here. */
class PublishedFlawsTest {
  private static final AssumeRoleRequest REQUEST =
      AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");
  private static final String OBJECT = "arn:aws:s3:::photos/1.jpg";
  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
      """;

  private final TroubledStore store = new TroubledStore();
  private final AtomicInteger drawn = new AtomicInteger();
  private final Installation installation =
      new Installation(store, builder -> builder.random(new CountedRandom(drawn)));
  private final Sallyport sallyport = installation.sallyport;

  /** Tells how often it was asked. */
  private static final class CountedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient AtomicInteger asked;

    CountedRandom(AtomicInteger asked) {
      this.asked = asked;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      asked.incrementAndGet();
      super.nextBytes(bytes);
    }
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private Principal tester1() {
    return sallyport.principal(TESTER1);
  }

  private Principal tester2() {
    return sallyport.principal(TESTER2);
  }

  private boolean mayRead(Principal caller, String object) {
    return sallyport
        .access()
        .decide(caller, "s3:GetObject", object, RequestContext.empty())
        .isAllowed();
  }

  private IamException s3(ClientSigner client) {
    return assertInstanceOf(
            AccessAnswer.Refused.class, sallyport.access().check(client.s3("GET", "/photos/1.jpg")))
        .error();
  }

  private static String told(IamException error) {
    return error.wire(AwsService.S3) + error.message(AwsService.S3) + error.details();
  }

  private String told(IamException error, String repeated) {
    return error.wire(AwsService.STS) + error.message(AwsService.STS).replace(repeated, "ROLE");
  }

  private IamException refused(Principal caller, AssumeRoleRequest request) {
    return assertThrows(IamException.class, () -> sallyport.sts().assumeRole(caller, request));
  }

  @Test
  @DisplayName("MinIO CVE-2026-33419: an unknown name is refused in the words of a known one")
  void namesCannotBeFoundOut() {
    installation.createRole();
    AssumeRoleRequest none = AssumeRoleRequest.of("arn:aws:iam:::role/Nobody", "Bob");
    assertEquals(
        told(refused(tester1(), REQUEST), "S3Access"), told(refused(tester1(), none), "Nobody"));
    AccessKey wrong = new AccessKey(installation.key1.id(), SecretKey.of("x"));
    AccessKey unknown = new AccessKey(new AccessKeyId("NOBODY"), SecretKey.of("x"));
    assertEquals(
        told(s3(ClientSigner.of(wrong, installation.clock))),
        told(s3(ClientSigner.of(unknown, installation.clock))));
  }

  @Test
  @DisplayName("RustFS GHSA-ccrv, GHSA-48rf, GHSA-xvfh: nobody but the key ring makes a token")
  void aTokenOfAnotherInstallationOpensNothing() {
    installation.createRole();
    Credentials ours = installation.assumeRole().credentials();
    try (Installation other = new Installation()) { // With the same master key.
      other.createRole();
      Credentials theirs = other.assumeRole().credentials();
      assertEquals("InvalidToken", s3(ClientSigner.of(theirs, installation.clock)).code());
    }
    // Signed as a principal could sign one itself: its own keys, with a text of its choice.
    String claims = "{\"sub\":\"arn:aws:iam:::role/S3Access\"}";
    String made = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8));
    assertEquals("InvalidToken", s3(ClientSigner.of(ours, made, installation.clock)).code());
  }

  @Test
  @DisplayName("RustFS GHSA-m77q: there is no key that somebody did not choose")
  void noKeyIsThereByDefault() {
    MemoryStore empty = new MemoryStore();
    assertThrows(
        IllegalStateException.class, () -> Sallyport.builder().store(empty).build().close());
    for (int length : new int[] {0, 16, 31, 33}) {
      assertThrows(IllegalArgumentException.class, () -> MasterKey.of(new byte[length]));
    }
  }

  @Test
  @DisplayName("A token shows nothing of its secret, and no two have the same")
  void aSecretIsNotInItsTokenNorDerivedFromIt() {
    installation.createRole();
    Credentials one = installation.assumeRole().credentials();
    Credentials other = installation.assumeRole().credentials();
    assertNotEquals(one.secretKey().reveal(), other.secretKey().reveal());
    String secret = one.secretKey().reveal();
    byte[] token = Base64.getUrlDecoder().decode(one.sessionToken().reveal());
    String hex = HexFormat.of().formatHex(token);
    assertFalse(one.sessionToken().reveal().contains(secret));
    assertFalse(new String(token, ISO_8859_1).contains(secret));
    assertFalse(hex.contains(HexFormat.of().formatHex(secret.getBytes(UTF_8))));
    assertFalse(hex.contains(HexFormat.of().formatHex(Base64.getDecoder().decode(secret))));
  }

  @Test
  @DisplayName("A changed token is refused, whatever was changed")
  void everyChangedTokenIsRefusedAlike() {
    installation.createRole();
    Credentials session = installation.assumeRole().credentials();
    Credentials other = installation.assumeRole().credentials();
    byte[] token = Base64.getUrlDecoder().decode(session.sessionToken().reveal());
    byte[] swapped = Base64.getUrlDecoder().decode(other.sessionToken().reveal());
    System.arraycopy(token, 0, swapped, 0, 33);
    String expected = told(s3(ClientSigner.of(session, "x", installation.clock)));
    assertTold(expected, session, swapped);
    for (int bit = 0; bit < token.length * 8; bit += 5) {
      byte[] changed = token.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertTold(expected, session, changed);
    }
    assertTold(expected, session, Arrays.copyOf(token, token.length - 1));
    assertTold(expected, session, Arrays.copyOf(token, token.length + 1));
  }

  private void assertTold(String expected, Credentials session, byte[] token) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    assertEquals(expected, told(s3(ClientSigner.of(session, text, installation.clock))));
  }

  @Test
  @DisplayName("SeaweedFS PR 10302: every entrance asks the same trust policy")
  void noEntrancePassesTheTrustPolicyBy() {
    installation.createRole();
    sallyport.users().putPolicy(TESTER1, new PolicyName("All"), EVERYTHING);
    sallyport
        .roles()
        .updateTrustPolicy(
            ROLE,
            Installation.trusting(TESTER2)
                .replace("\"Allow\"", "\"Deny\"")
                .replace("\"arn:aws:iam:::user/TESTER2\"", "\"arn:aws:iam:::root\""));
    String form = "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn:aws:iam:::role/S3Access";
    ClientSigner client = ClientSigner.of(installation.key1, installation.clock);
    byte[] body = form.getBytes(UTF_8);
    List<QueryResponse> answers =
        List.of(
            sallyport.query().handle(client.form("sts", form), body),
            sallyport.query().handle(client.call("sts", "/?" + form), new byte[0]),
            sallyport.query().handle(client.presignedForm("sts", form), new byte[0]),
            sallyport.query().handle(tester1(), AwsService.STS, form));
    for (QueryResponse answer : answers) {
      assertEquals(403, answer.status(), answer.body());
      assertEquals("AccessDenied", Xml.parse(answer.body()).text("Error/Code"));
    }
    assertThrows(AccessDeniedException.class, () -> sallyport.sts().assumeRole(tester1(), REQUEST));
  }

  @Test
  @DisplayName("SeaweedFS PR 10103: a chain keeps its limits, and ends with what began it")
  void aChainIsNoWayOutOfASessionPolicyOrARevocation() {
    String both =
        Installation.trusting(TESTER2)
            .replace(
                "\"arn:aws:iam:::user/TESTER2\"",
                "\"arn:aws:iam:::user/TESTER2\",\"arn:aws:iam:::role/Next\"");
    sallyport.roles().create(CreateRoleRequest.of("Next", Installation.trusting(TESTER2)));
    sallyport.roles().putPolicy(new RoleName("Next"), POLICY, EVERYTHING);
    sallyport.roles().create(CreateRoleRequest.of("S3Access", both));
    AssumeRoleRequest next = AssumeRoleRequest.of("arn:aws:iam:::role/Next", "Bob");
    String noAssume =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},\
        {"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"}]}\
        """;
    AssumedRole limited = sallyport.sts().assumeRole(tester2(), next.withPolicy(noAssume));
    assertEquals("AccessDenied", refused(limited.principal(), REQUEST).code());
    AssumedRole parent = sallyport.sts().assumeRole(tester2(), next);
    AssumedRole child = sallyport.sts().assumeRole(parent.principal(), REQUEST);
    sallyport.sessions().revokeSession(parent.principal().details().id());
    for (AssumedRole each : List.of(parent, child)) {
      assertEquals(
          "InvalidToken", s3(ClientSigner.of(each.credentials(), installation.clock)).code());
    }
  }

  @Test
  @DisplayName("A trust policy that is empty, absent or can't be read lets nobody in")
  void whatIsNoTrustPolicyTrustsNobody() {
    for (String text : List.of("", "{}", "{\"Statement\":[]}", "null")) {
      CreateRoleRequest request = CreateRoleRequest.of("Nobody", text);
      assertThrows(IamException.class, () -> sallyport.roles().create(request), text);
    }
    installation.createRole();
    assertTrue(mayRead(installation.assumeRole().principal(), OBJECT));
    for (String effect : List.of("allow", "", "Permit")) {
      Entry role =
          store.list(KeyRange.under("role"), 10).entries().stream()
              .filter(entry -> entry.value().text().contains("\\\"Effect\\\""))
              .findFirst()
              .orElseThrow();
      String broken =
          role.value()
              .text()
              .replaceFirst(
                  "(trustPolicy.*?Effect.\":.\")[^\\\\]*", "$1" + Matcher.quoteReplacement(effect));
      assertNotEquals(role.value().text(), broken);
      store.commit(Commit.of(new Write.Replace(role.key(), Bytes.utf8(broken), role.revision())));
      installation.clock.advance(Duration.ofMinutes(2)); // What was kept counts no more.
      assertEquals("AccessDenied", refused(tester2(), REQUEST).code(), effect);
    }
  }

  @Test
  @DisplayName(
      "Ceph PR 54826; RustFS GHSA-mm2q, GHSA-vcwh, GHSA-566f, GHSA-5354; MinIO CVE-2024-55949,"
          + " CVE-2022-24842: each call needs its own right, in its own account")
  void aCallNeedsItsOwnActionAndItsOwnAccount() {
    installation.createRole();
    AccountId other = new AccountId("111122223333");
    Principal stranger = new Principal.Root(other);
    View theirs = sallyport.as(stranger);
    assertThrows(NoSuchEntityException.class, () -> theirs.roles().get(ROLE));
    assertThrows(NoSuchEntityException.class, () -> theirs.roles().delete(ROLE));
    assertThrows(
        NoSuchEntityException.class, () -> theirs.roles().putPolicy(ROLE, POLICY, EVERYTHING));
    String list = EVERYTHING.replace("\"Action\":\"*\"", "\"Action\":[\"iam:List*\",\"iam:Get*\"]");
    sallyport.users().putPolicy(TESTER2, new PolicyName("Read"), list);
    View reader = sallyport.as(tester2());
    assertEquals(ROLE, reader.roles().get(ROLE).name());
    assertThrows(
        AccessDeniedException.class, () -> reader.roles().putPolicy(ROLE, POLICY, EVERYTHING));
    assertThrows(AccessDeniedException.class, () -> reader.users().createAccessKey(TESTER1));
    assertThrows(
        AccessDeniedException.class,
        () -> reader.users().importAccessKey(TESTER1, installation.key2));
    // What is brought in is checked as what is made.
    assertThrows(
        MalformedPolicyDocumentException.class,
        () -> sallyport.roles().putPolicy(ROLE, POLICY, EVERYTHING.replace("Allow", "allow")));
  }

  @Test
  @DisplayName("MinIO CVE-2023-27589: nobody gets a name or a key that is root's")
  void rootsKeyIsNobodyElses() {
    AccessKey root = sallyport.account().createAccessKey();
    AccessKey mine = new AccessKey(root.id(), SecretKey.of("mine"));
    assertThrows(ConflictException.class, () -> sallyport.users().importAccessKey(TESTER2, mine));
    UserName name = new UserName("root");
    sallyport.users().create(name);
    Principal called = sallyport.principal(name);
    assertNotEquals(new Principal.Root(AccountId.EMPTY).name(), called.name());
    assertFalse(mayRead(called, OBJECT));
  }

  @Test
  @DisplayName("RustFS GHSA-r54g, GHSA-8cm2; Ceph CVE-2018-16889: no secret is printed")
  void noSecretIsInATextThatIsLogged() {
    installation.createRole();
    AssumedRole session = installation.assumeRole();
    Credentials credentials = session.credentials();
    ClientSigner wrong =
        ClientSigner.of(credentials, credentials.sessionToken().reveal() + "x", installation.clock);
    AccessAnswer granted =
        sallyport
            .access()
            .check(ClientSigner.of(credentials, installation.clock).s3("GET", "/photos/1.jpg"));
    String refused = s3(wrong).toString();
    installation.end();
    List<String> printed =
        List.of(
            credentials.toString(),
            session.toString(),
            session.principal().toString(),
            installation.key1.toString(),
            wrong.s3("GET", "/photos/1.jpg").toString(),
            refused,
            granted.toString(),
            installation.events.toString());
    for (String text : printed) {
      assertFalse(text.contains(credentials.secretKey().reveal()), text);
      assertFalse(text.contains(credentials.sessionToken().reveal()), text);
      assertFalse(text.contains(installation.key1.secret().reveal()), text);
    }
  }

  @Test
  @DisplayName("Polaris CVE-2026-42809, CVE-2026-42812: nothing is made before it is authorised")
  void aDeniedCallDrawsNoRandomValue() {
    installation.createRole();
    Principal tester1 = tester1();
    int before = drawn.get();
    assertEquals("AccessDenied", refused(tester1, REQUEST).code());
    assertEquals(before, drawn.get());
    AssumedRole unused = installation.assumeRole();
    assertTrue(drawn.get() > before);
  }

  @Test
  @DisplayName("SeaweedFS CVE-2026-72920, CVE-2026-55873: what fails grants nothing")
  void aHostOrAStoreThatFailsGrantsNothing() {
    installation.createRole();
    ClientSigner bob = ClientSigner.of(installation.assumeRole().credentials(), installation.clock);
    store.stopAnswering();
    installation.clock.advance(Duration.ofMinutes(2));
    assertEquals("ServiceUnavailable", s3(bob).code());
    try (Installation failing =
        new Installation(
            new MemoryStore(),
            builder ->
                builder.principalDirectoryOver(
                    stored ->
                        id -> {
                          throw new IllegalStateException("the host's directory failed");
                        }))) {
      RequestHead head =
          ClientSigner.of(installation.key1, installation.clock).s3("GET", "/photos/1.jpg");
      AccessAnswer answer = failing.sallyport.access().check(head);
      assertEquals(
          "ServiceUnavailable", assertInstanceOf(AccessAnswer.Refused.class, answer).code());
    }
  }

  @Test
  @DisplayName("Session policies of one ARN of 1,800 characters, and of 2,048 in all")
  void aLongSessionPolicyIsDecidedBy() {
    installation.createRole();
    String key = "k/".repeat(900);
    String policy = Installation.ALL_OF_S3.replace("s3:::*", "s3:::photos/" + key);
    String longest = policy.replace("photos/", "photos/" + "x".repeat(2048 - policy.length()));
    assertEquals(2048, longest.length());
    for (String each : List.of(policy, longest)) {
      Principal session =
          sallyport.sts().assumeRole(tester2(), REQUEST.withPolicy(each)).principal();
      String object = each.substring(each.indexOf("arn:aws:s3"), each.lastIndexOf('"'));
      assertTrue(mayRead(session, object));
      assertFalse(mayRead(session, object + "k"));
      assertFalse(mayRead(session, OBJECT));
    }
  }
}
