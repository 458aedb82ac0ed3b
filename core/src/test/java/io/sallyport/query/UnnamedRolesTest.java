package io.sallyport.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.arn.Arn;
import io.sallyport.audit.AuditEvent;
import io.sallyport.credential.AccessKey;
import io.sallyport.error.AwsService;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.RoleName;
import io.sallyport.principal.Principal;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.UnnamedRoles;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.KnownTokens;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that name no role, as MinIO's clients send them, and who would make more of them. */
class UnnamedRolesTest {
  private static final String ASSUME = "Action=AssumeRole&Version=2011-06-15";
  private static final String WEB = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15";
  private static final String OTHER_ISSUER = "https://other.example.com";

  /** TESTER2 means S3Access, and tokens of the provider mean Web; nobody else means anything. */
  private static final class Known implements UnnamedRoles {
    final List<String> asked = new ArrayList<>();
    String ofTester2 = "arn:aws:iam:::role/S3Access";

    @Override
    public Optional<Arn> ofCaller(Principal caller) {
      asked.add(caller.name());
      return caller instanceof Principal.User user && user.name().endsWith("user/TESTER2")
          ? Optional.of(Arn.parse(ofTester2))
          : Optional.empty();
    }

    @Override
    public Optional<Arn> ofProvider(ProviderUrl claimed) {
      asked.add(claimed.value());
      return claimed.value().equals(KnownTokens.ISSUER)
          ? Optional.of(Arn.parse("arn:aws:iam:::role/Web"))
          : Optional.empty();
    }
  }

  private final SettableClock clock = new SettableClock();
  private final KnownTokens tokens = new KnownTokens(clock);
  private final Known known = new Known();
  private final Installation installation =
      new Installation(
          new MemoryStore(),
          builder -> builder.webIdentityVerifier(tokens).clock(clock).unnamedRoles(known));
  private final Sallyport sallyport = installation.sallyport;

  @BeforeEach
  void createRoles() {
    installation.createRole();
    sallyport.providers().create(CreateProviderRequest.of(KnownTokens.ISSUER));
    sallyport.roles().create(CreateRoleRequest.of("Web", KnownTokens.trust("\"sts:*\"", "")));
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private static QueryResponse send(Installation to, AccessKey key, String form) {
    return to.sallyport
        .query()
        .handle(ClientSigner.of(key, to.clock).form("sts", form), form.getBytes(UTF_8));
  }

  private QueryResponse send(AccessKey key, String form) {
    return sallyport
        .query()
        .handle(ClientSigner.of(key, clock).form("sts", form), form.getBytes(UTF_8));
  }

  /** As MinIO's clients send it: all in the query, nothing in the body, and that of no form. */
  private QueryResponse sendUnsigned(String form) {
    return sallyport
        .query()
        .handle(
            RequestHead.builder("POST", "/?" + form)
                .header("Host", "localhost")
                .header("Content-Type", "application/octet-stream")
                .build(),
            new byte[0]);
  }

  private static String arn(QueryResponse response, String operation) {
    assertEquals(200, response.status(), response::body);
    return Xml.parse(response.body()).text(operation + "Result/AssumedRoleUser/Arn");
  }

  private static void assertRefused(String code, QueryResponse response) {
    assertEquals(code, Xml.parse(response.body()).text("Error/Code"), response::body);
  }

  @Test
  void aCallerGetsTheRoleThatTheHostNames() {
    assertEquals(
        "arn:aws:sts:::assumed-role/S3Access/unnamed",
        arn(send(installation.key2, ASSUME + "&DurationSeconds=3600"), "AssumeRole"));
    assertEquals(
        "arn:aws:sts:::assumed-role/S3Access/Bob",
        arn(send(installation.key2, ASSUME + "&RoleSessionName=Bob"), "AssumeRole"));
  }

  @Test
  void aTokenGetsTheRoleThatTheHostNamesForItsProvider() {
    assertEquals(
        "arn:aws:sts:::assumed-role/Web/unnamed",
        arn(
            sendUnsigned(WEB + "&WebIdentityToken=" + tokens.token(Map.of())),
            "AssumeRoleWithWebIdentity"));
  }

  @Test
  void whoNamesARoleGetsThatOrNothing() {
    sallyport
        .roles()
        .create(CreateRoleRequest.of("Named", Installation.trusting(Installation.TESTER2)));
    String named = ASSUME + "&RoleSessionName=Bob&RoleArn=arn%3Aaws%3Aiam%3A%3A%3Arole%2F";
    assertEquals(
        "arn:aws:sts:::assumed-role/Named/Bob",
        arn(send(installation.key2, named + "Named"), "AssumeRole"));
    assertRefused("AccessDenied", send(installation.key2, named + "None"));
    assertRefused("ValidationError", send(installation.key2, named));
    assertEquals(List.of(), known.asked);
  }

  /** An empty name is a name, and a wrong one; so is one in other letters, or as of a list. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RoleArn=",
        "RoleArn",
        "RoleArn=&RoleSessionName=Bob",
        "RoleArn=%20",
        "roleArn=arn%3Aaws%3Aiam%3A%3A%3Arole%2FWeb",
        "RoleArn.member.1=arn%3Aaws%3Aiam%3A%3A%3Arole%2FWeb",
        "RoleArn=&RoleArn=arn%3Aaws%3Aiam%3A%3A%3Arole%2FS3Access",
        "RoleSessionName=",
        "RoleSessionName=x"
      })
  void aNameThatIsWrongIsNotReplaced(String parameters) {
    assertRefused("ValidationError", send(installation.key2, ASSUME + "&" + parameters));
  }

  @Test
  void whoSendsAnEmptyNameIsNotAskedAbout() {
    for (String name : List.of("RoleArn=", "RoleArn", "RoleArn=&RoleSessionName=Bob")) {
      assertRefused("ValidationError", send(installation.key2, ASSUME + "&" + name));
      String token = "&WebIdentityToken=" + tokens.token(Map.of());
      assertRefused("ValidationError", sendUnsigned(WEB + token + "&" + name));
    }
    assertEquals(List.of(), known.asked);
    assertEquals(0, tokens.verified);
  }

  @Test
  void whoIsNamedNoRoleIsRefusedAsWithoutTheOption() {
    QueryResponse refusal = send(installation.key1, ASSUME);
    assertRefused("ValidationError", refusal);
    try (Installation plain = new Installation()) {
      plain.createRole();
      for (AccessKey key : List.of(plain.key1, plain.key2)) {
        QueryResponse without = send(plain, key, ASSUME);
        assertRefused("ValidationError", without);
        assertEquals(message(without), message(refusal));
      }
    }
  }

  private static String message(QueryResponse response) {
    return Xml.parse(response.body()).text("Error/Message");
  }

  @Test
  void theTrustPolicyStillDecides() {
    sallyport
        .roles()
        .updateTrustPolicy(Installation.ROLE, Installation.trusting(Installation.TESTER1));
    assertRefused("AccessDenied", send(installation.key2, ASSUME));
    known.ofTester2 = "arn:aws:iam:::role/None";
    assertRefused("AccessDenied", send(installation.key2, ASSUME));
    known.ofTester2 = "arn:aws:iam:::user/TESTER1";
    assertRefused("ValidationError", send(installation.key2, ASSUME));
  }

  @Test
  void theTrustPolicyIsAskedOfWhatTheSessionIsToBe() {
    sallyport
        .roles()
        .updateTrustPolicy(
            Installation.ROLE,
            Installation.trusting(Installation.TESTER2)
                .replace(
                    "\"Action\":[\"sts:AssumeRole\"]",
                    "\"Action\":[\"sts:AssumeRole\"],"
                        + "\"Condition\":{\"StringEquals\":{\"sts:RoleSessionName\":\"Bob\"}}"));
    assertRefused("AccessDenied", send(installation.key2, ASSUME));
    assertEquals(200, send(installation.key2, ASSUME + "&RoleSessionName=Bob").status());
  }

  /** A token of whom it likes: the role is that provider's, and it has to have signed it. */
  @Test
  void aTokenOfAnotherProviderOpensNothing() {
    sallyport.providers().create(CreateProviderRequest.of(OTHER_ISSUER));
    String other = tokens.token(OTHER_ISSUER, "alice", List.of(KnownTokens.CLIENT), "", Map.of());
    assertRefused("ValidationError", sendUnsigned(WEB + "&WebIdentityToken=" + other));
    String none = tokens.token("no url", "alice", List.of(KnownTokens.CLIENT), "", Map.of());
    assertRefused("ValidationError", sendUnsigned(WEB + "&WebIdentityToken=" + none));
    assertEquals(List.of(OTHER_ISSUER), known.asked);
    assertEquals(0, tokens.verified);
    assertRefused("InvalidIdentityToken", sendUnsigned(WEB + "&WebIdentityToken=forged"));
    sallyport
        .roles()
        .updateTrustPolicy(
            new RoleName("Web"),
            KnownTokens.trust("\"sts:*\"", "\"StringEquals\":{\"aws:PrincipalArn\":\"nobody\"}"));
    assertRefused(
        "AccessDenied", sendUnsigned(WEB + "&WebIdentityToken=" + tokens.token(Map.of())));
  }

  @Test
  void aProviderOfAnotherAccountThanTheRolesDoesNotCount() {
    sallyport.providers().delete(new ProviderUrl(KnownTokens.ISSUER).name());
    sallyport
        .in(new AccountId("111122223333"))
        .providers()
        .create(CreateProviderRequest.of(KnownTokens.ISSUER));
    assertRefused(
        "InvalidIdentityToken", sendUnsigned(WEB + "&WebIdentityToken=" + tokens.token(Map.of())));
    assertEquals(0, tokens.verified);
  }

  @Test
  void withoutATokenOrASignatureNobodyIsAsked() {
    assertRefused("ValidationError", sendUnsigned(WEB));
    assertRefused("MissingAuthenticationToken", sendUnsigned(ASSUME));
    assertEquals(List.of(), known.asked);
  }

  @Test
  void noOtherCallIsGivenARole() {
    assertEquals(
        200, send(installation.key2, "Action=GetCallerIdentity&Version=2011-06-15").status());
    assertRefused(
        "ValidationError",
        send(installation.key2, "Action=GetCallerIdentity&Version=2011-06-15&RoleSessionName=Bob"));
    assertEquals(List.of(), known.asked);
  }

  @Test
  void anActionOfTheHostsOwnOfTheSameNameIsGivenNone() {
    String form = "Action=AssumeRole&Version=2010-05-08";
    try (Installation other =
        new Installation(
            new MemoryStore(),
            builder ->
                builder
                    .unnamedRoles(known)
                    .action(
                        AwsService.IAM,
                        "AssumeRole",
                        (caller, parameters) ->
                            HostAction.Call.on(Arn.parse("arn:aws:store:::role/R"), it -> {})))) {
      QueryResponse answer =
          other.sallyport.query().handle(new Principal.Root(AccountId.EMPTY), AwsService.IAM, form);
      assertEquals(200, answer.status(), answer::body);
    }
    assertEquals(List.of(), known.asked);
  }

  /** Whoever has a session of the role asks as that session, of whom the host says nothing. */
  @Test
  void aSessionIsAskedAboutAsItself() {
    String session = "arn:aws:sts:::assumed-role/S3Access/Bob";
    QueryResponse response =
        sallyport
            .query()
            .handle(
                ClientSigner.of(installation.assumeRole().credentials(), clock).form("sts", ASSUME),
                ASSUME.getBytes(UTF_8));
    assertRefused("ValidationError", response);
    assertEquals(List.of(session), known.asked);
  }

  @Test
  void whatIsNotedNamesTheRole() {
    assertEquals(200, send(installation.key2, ASSUME).status());
    sendUnsigned(WEB + "&WebIdentityToken=forged");
    installation.end();
    List<String> issued =
        installation.events.stream()
            .filter(AuditEvent.Issued.class::isInstance)
            .map(Object::toString)
            .toList();
    assertEquals(1, issued.size(), issued::toString);
    assertTrue(issued.get(0).contains("assumed-role/S3Access/unnamed"), issued::toString);
    assertTrue(
        installation.events.stream().anyMatch(AuditEvent.IdentityRefused.class::isInstance),
        installation.events::toString);
  }
}
