package io.sallyport.sts;

import static io.sallyport.testing.KnownTokens.CLIENT;
import static io.sallyport.testing.KnownTokens.ISSUER;
import static io.sallyport.testing.KnownTokens.NAME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.SallyportBuilder;
import io.sallyport.access.AccessAnswer;
import io.sallyport.audit.AuditEvent;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.error.RejectedClaimException;
import io.sallyport.error.ThrottlingException;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Principal;
import io.sallyport.principal.RoleSession;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.UpdateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.KnownTokens;
import io.sallyport.testing.SettableClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who becomes a session by the word of a provider, and what of that word stays with it. */
class AssumeRoleWithWebIdentityTest {
  private static final String ASSUME = "\"sts:AssumeRoleWithWebIdentity\"";
  private static final String ALL = ASSUME + ",\"sts:TagSession\",\"sts:SetSourceIdentity\"";
  private static final RoleName ROLE = new RoleName("Web");
  private static final String ARN = "arn:aws:iam:::role/Web";
  private static final String TAG = "/https:~1~1aws.amazon.com~1tags/principal_tags/";

  private final SettableClock time = new SettableClock();
  private final KnownTokens tokens = new KnownTokens(time);
  private Installation installation = installed(builder -> builder);

  @AfterEach
  void close() {
    installation.close();
  }

  private Installation installed(UnaryOperator<SallyportBuilder> more) {
    Installation made =
        new Installation(
            new MemoryStore(),
            builder -> more.apply(builder.webIdentityVerifier(tokens).clock(time)));
    made.sallyport.providers().create(CreateProviderRequest.of(ISSUER).withClientIds(CLIENT));
    return made;
  }

  private void reinstall(UnaryOperator<SallyportBuilder> more) {
    installation.close();
    installation = installed(more);
  }

  private void create(String actions, String condition) {
    installation
        .sallyport
        .roles()
        .create(CreateRoleRequest.of(ROLE.value(), KnownTokens.trust(actions, condition)));
    installation.sallyport.roles().putPolicy(ROLE, new PolicyName("P"), Installation.ALL_OF_S3);
  }

  private static String equal(String key, String value) {
    return "\"StringEquals\":{\"%s\":\"%s\"}".formatted(key, value);
  }

  private AssumedRoleWithWebIdentity assume(String token) {
    return assume(AssumeRoleWithWebIdentityRequest.of(ARN, "Bob", token));
  }

  private AssumedRoleWithWebIdentity assume(AssumeRoleWithWebIdentityRequest request) {
    return installation.sallyport.sts().assumeRoleWithWebIdentity(request);
  }

  private <E extends IamException> E assertRefused(Class<E> kind, String token) {
    return assertThrows(kind, () -> assume(token));
  }

  private boolean isTrusted(String condition, String token) {
    installation.sallyport.roles().updateTrustPolicy(ROLE, KnownTokens.trust(ALL, condition));
    try {
      return assume(token).session().principal().name().endsWith("assumed-role/Web/Bob");
    } catch (AccessDeniedException e) {
      return false;
    }
  }

  private boolean mayRead(AssumedRole session, String condition) {
    installation
        .sallyport
        .roles()
        .putPolicy(
            ROLE,
            new PolicyName("P"),
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
            "Resource":"*","Condition":{%s}}}
            """
                .formatted(condition));
    // By a signed request, so that the session is the one in the token.
    return installation
            .sallyport
            .access()
            .check(ClientSigner.of(session.credentials(), time).s3("GET", "/bucket/key"))
        instanceof AccessAnswer.Granted;
  }

  @Test
  void theOneWhomTheTrustPolicyMeansBecomesASession() {
    create(ASSUME, equal(NAME + ":app_id", CLIENT));
    AssumedRoleWithWebIdentity assumed = assume(tokens.token(Map.of()));
    assertEquals("alice", assumed.subject());
    assertEquals(CLIENT, assumed.audience());
    assertEquals(ISSUER, assumed.issuer());
    assertEquals("arn:aws:sts:::assumed-role/Web/Bob", assumed.session().arn().toString());
    assertEquals(time.instant().plusSeconds(3600), assumed.session().credentials().expiration());
    assertEquals(0, assumed.session().packedPolicySize());
    assertTrue(mayRead(assumed.session(), ""));
  }

  @Test
  void theKeysOfASessionsTagsAreNoRequestsUnlessAHostIsLenient() {
    String condition = "\"ForAnyValue:StringEquals\":{\"aws:TagKeys\":\"%s\"}";
    Map<String, List<String>> team = Map.of(TAG + "Team", List.of("blue"));
    for (Set<Leniency> leniencies : List.of(Set.<Leniency>of(), Leniency.ceph())) {
      reinstall(builder -> builder.lenient(leniencies));
      create(ALL, "");
      installation.sallyport.roles().tag(ROLE, Tags.of(new Tag("Place", "here")));
      AssumedRole tagged = assume(tokens.token(team)).session();
      AssumedRole plain = assume(tokens.token(Map.of())).session();
      boolean isLenient = !leniencies.isEmpty();
      assertEquals(isLenient, mayRead(tagged, condition.formatted("Team")));
      assertEquals(isLenient, mayRead(tagged, condition.formatted("Place")));
      assertEquals(isLenient, mayRead(plain, condition.formatted("Place")));
      assertFalse(mayRead(plain, condition.formatted("Team")));
      assertFalse(mayRead(tagged, condition.formatted("Other")));

      // What is known of the request is the request's.
      assertEquals(isLenient, mayRead(tagged, condition.formatted("Team")));
      Principal renewed = assume(tokens.token(team)).session().principal();
      RequestContext own = RequestContext.builder().host("aws:TagKeys", "Own").build();
      assertFalse(decide(renewed, own));
      assertEquals(isLenient, decide(renewed, RequestContext.empty()));
    }
  }

  private boolean decide(Principal caller, RequestContext facts) {
    return installation
        .sallyport
        .access()
        .decide(caller, "s3:GetObject", "arn:aws:s3:::bucket/key", facts)
        .isAllowed();
  }

  @Test
  void whyOneCouldBecomeASessionIsToldAndNobodyBecomesOne() {
    create(ASSUME, equal(NAME + ":sub", "alice"));
    String tagged = tokens.token(Map.of(TAG + "Team", List.of("blue")));
    WebIdentity alice = tokens.verify(tagged, new WebIdentityProvider(ISSUER, Set.of(CLIENT)));
    Map<String, Explanation> why = explain(ARN, alice);
    assertEquals(
        List.of("sts:AssumeRoleWithWebIdentity", "sts:TagSession"), List.copyOf(why.keySet()));
    List<Decision> decisions = why.values().stream().map(Explanation::decision).toList();
    assertTrue(decisions.get(0).isAllowed());
    assertFalse(decisions.get(1).isAllowed());
    String text = why.values().iterator().next().text();
    assertTrue(text.contains("trust policy of Web"), text);
    assertRefused(AccessDeniedException.class, tagged);

    installation.sallyport.roles().updateTrustPolicy(ROLE, KnownTokens.trust(ALL, ""));
    assertTrue(explain(ARN, alice).values().stream().allMatch(it -> it.decision().isAllowed()));
    assertThrows(NoSuchEntityException.class, () -> explain("arn:aws:iam:::role/path/Web", alice));
    installation.sallyport.providers().delete(new ProviderName(NAME));
    InvalidIdentityTokenException unknown =
        assertThrows(InvalidIdentityTokenException.class, () -> explain(ARN, alice));
    assertEquals(InvalidIdentityTokenException.Reason.UNKNOWN_PROVIDER, unknown.reason());
    installation.end();
    assertEquals( // Of the one call that was made.
        List.copyOf(why.keySet()),
        installation.events.stream()
            .filter(event -> !(event instanceof AuditEvent.Changed))
            .map(event -> ((AuditEvent.Decided) event).action())
            .toList());
  }

  private Map<String, Explanation> explain(String role, WebIdentity identity) {
    return installation
        .sallyport
        .sts()
        .explainAssumeRoleWithWebIdentity(
            identity, AssumeRoleRequest.of(role, "Bob"), RequestContext.empty());
  }

  @Test
  void eachClaimIsAConditionKeyOfTheProviders() {
    create(ALL, "");
    String token =
        tokens.token(
            ISSUER,
            "alice",
            List.of(CLIENT, "other"),
            "party",
            Map.of(
                "amr", List.of("mfa", "pwd"),
                "email", List.of("a@b.c"),
                "/realm_access/roles", List.of("reader", "writer"),
                "/a~1b/c~0d", List.of("x")));
    Map.of(
            "sub", "alice",
            "aud", "other",
            "app_id", CLIENT,
            "azp", "party",
            "amr", "mfa",
            "email", "a@b.c",
            "realm_access.roles", "writer",
            "a/b.c~d", "x",
            "iss", ISSUER)
        .forEach(
            (claim, value) -> {
              assertTrue(isTrusted(equal(NAME + ":" + claim, value), token), claim);
              assertFalse(isTrusted(equal(NAME + ":" + claim, value + "x"), token), claim);
              assertFalse(isTrusted(equal("other.example.com:" + claim, value), token), claim);
            });
    assertTrue(isTrusted("\"Null\":{\"aws:FederatedProvider\":\"true\"}", token));
    assertTrue(isTrusted(equal("sts:RoleSessionName", "Bob"), token));
    assertTrue(isTrusted(equal("aws:PrincipalType", "WebIdentityUser"), token));
  }

  @Test
  void aTokensOwnAppIdIsNoKeyForOursIsTheAudience() {
    create(ALL, "");
    String token = tokens.token(Map.of("app_id", List.of("admin-portal")));
    assertFalse(isTrusted(equal(NAME + ":app_id", "admin-portal"), token));
    assertTrue(isTrusted(equal(NAME + ":app_id", CLIENT), token));
  }

  @Test
  void namesThatWouldPassForOthersAreRefused() {
    create(ASSUME, "");
    for (Map<String, List<String>> claims :
        List.of(
            Map.of("SUB", List.of("root")),
            Map.of("App_Id", List.of("root")),
            Map.of("AMR", List.of("mfa")),
            Map.of("realm.roles", List.of("root"), "/realm/roles", List.of("reader")),
            Map.of("/a.b/c", List.of("1"), "/a/b.c", List.of("2")),
            Map.of("/A/b", List.of("1"), "/a/B", List.of("2")))) {
      assertRefused(RejectedClaimException.class, tokens.token(claims));
    }
  }

  /** Its own name may begin with another's and a colon. */
  @Test
  void aProviderSaysNothingOfThoseForWhomAnotherVouches() {
    create(ASSUME, "");
    String token = tokens.token(Map.of("8443:sub", List.of("root")));
    assertEquals("alice", assume(token).subject());
    installation
        .sallyport
        .providers()
        .create(CreateProviderRequest.of("https://" + NAME + ":8443"));
    assertRefused(RejectedClaimException.class, token);
    assertEquals("alice", assume(tokens.token(Map.of("844:sub", List.of("root")))).subject());
  }

  @Test
  void onlyWhoIsRegisteredInTheRolesAccountVouches() {
    create(ASSUME, "");
    for (String issuer :
        List.of(
            "http://idp.example.com/realms/main",
            ISSUER + "/",
            "https://IDP.example.com/realms/main",
            "https://other.example.com",
            "idp",
            "https://idp.example.com:443/realms/main")) {
      String token = tokens.token(issuer, "alice", List.of(CLIENT), "", Map.of());
      assertEquals(
          InvalidIdentityTokenException.Reason.UNKNOWN_PROVIDER,
          assertRefused(InvalidIdentityTokenException.class, token).reason());
    }
    assertEquals(0, tokens.verified);
    AssumeRoleWithWebIdentityRequest other =
        AssumeRoleWithWebIdentityRequest.of(
            "arn:aws:iam::111122223333:role/Web", "Bob", tokens.token(Map.of()));
    assertThrows(InvalidIdentityTokenException.class, () -> assume(other));
    installation.sallyport.providers().delete(new ProviderName(NAME));
    assertRefused(InvalidIdentityTokenException.class, tokens.token(Map.of()));
  }

  @Test
  void whatWasWrongIsToldToTheAuditAlone() {
    create(ASSUME, "");
    IamException refused = assertRefused(InvalidIdentityTokenException.class, "no-token");
    assertEquals("the web identity token is not valid", refused.getMessage());
    installation.end();
    assertEquals(
        List.of("SIGNATURE"),
        installation.events.stream()
            .filter(AuditEvent.IdentityRefused.class::isInstance)
            .map(event -> ((AuditEvent.IdentityRefused) event).reason())
            .toList());
  }

  @Test
  void aTokenThatIsTooOldHasACodeOfItsOwn() {
    create(ASSUME, "");
    String token = tokens.token(Map.of());
    time.advance(Duration.ofHours(1));
    assertEquals(
        "ExpiredTokenException", assertRefused(InvalidIdentityTokenException.class, token).code());
  }

  @Test
  void aRoleThatIsntThereIsDeniedInTheSameWords() {
    create(ASSUME, equal(NAME + ":sub", "bob"));
    String token = tokens.token(Map.of());
    IamException notTrusted = assertRefused(AccessDeniedException.class, token);
    IamException notThere =
        assertThrows(
            AccessDeniedException.class,
            () ->
                assume(
                    AssumeRoleWithWebIdentityRequest.of("arn:aws:iam:::role/None", "Bob", token)));
    assertEquals(notTrusted.getMessage(), notThere.getMessage());
    assertEquals("Not authorized to perform sts:AssumeRoleWithWebIdentity", notThere.getMessage());
  }

  /** What names everyone names nobody for whom a provider vouches, and no user may come so. */
  @Test
  void onlyAStatementThatNamesTheProviderTrustsIt() {
    create(ASSUME, "");
    String token = tokens.token(Map.of());
    for (String principal :
        List.of(
            "\"*\"",
            "{\"AWS\":\"*\"}",
            "{\"AWS\":\"arn:aws:iam:::user/TESTER2\"}",
            "{\"Federated\":\"" + KnownTokens.PROVIDER + "/\"}")) {
      installation
          .sallyport
          .roles()
          .updateTrustPolicy(
              ROLE,
              """
              {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":%s,"Action":"sts:*"}}
              """
                  .formatted(principal));
      assertRefused(AccessDeniedException.class, token);
    }
  }

  @Test
  void aTrustedProviderDoesNotMakeAUserTrusted() {
    create("\"sts:*\"", "");
    assertThrows(
        AccessDeniedException.class,
        () ->
            installation
                .sallyport
                .sts()
                .assumeRole(
                    installation.sallyport.principal(Installation.TESTER2),
                    AssumeRoleRequest.of(ARN, "Bob")));
  }

  @Test
  void aHostsFactsDoNotChangeWhatTheTokenSays() {
    create(ASSUME, equal(NAME + ":sub", "bob"));
    RequestContext facts =
        RequestContext.builder()
            .host(NAME + ":sub", "bob")
            .host("aws:RequestTag/Team", "blue")
            .build();
    AssumeRoleWithWebIdentityRequest request =
        AssumeRoleWithWebIdentityRequest.of(ARN, "Bob", tokens.token(Map.of()));
    assertThrows(
        AccessDeniedException.class,
        () -> installation.sallyport.sts().assumeRoleWithWebIdentity(request, facts));
  }

  @Test
  void theTokensTagsNeedARightOfTheirOwnAndStayWithTheSession() {
    create(ASSUME, "");
    Map<String, List<String>> claims =
        Map.of(
            TAG + "Department",
            List.of("Engineering", "Marketing"),
            "https://aws.amazon.com/tags/principal_tags/Cost/Center",
            List.of("12"),
            "https://aws.amazon.com/tags/transitive_tag_keys",
            List.of("department"));
    String token = tokens.token(claims);
    IamException denied = assertRefused(AccessDeniedException.class, token);
    assertEquals("Not authorized to perform sts:TagSession", denied.getMessage());
    for (String condition :
        List.of(
            equal("aws:RequestTag/Department", "Marketing"),
            equal("aws:RequestTag/cost/center", "12"),
            equal("sts:TransitiveTagKeys", "Department"),
            "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"Department\",\"Cost/Center\"]}")) {
      assertTrue(isTrusted(condition, token), condition);
    }
    AssumedRole session = assume(token).session();
    assertEquals(
        Tags.of(
            new Tag("Department", "Engineering"),
            new Tag("Department", "Marketing"),
            new Tag("Cost/Center", "12")),
        session.principal().details().tags().tags());
    assertEquals(Set.of("department"), session.principal().details().tags().transitive());
    assertTrue(mayRead(session, equal("aws:PrincipalTag/Department", "Marketing")));
    assertFalse(mayRead(session, equal("aws:PrincipalTag/Department", "Sales")));
    assertTrue(session.packedPolicySize() > 0);
  }

  @Test
  void aSourceIdentityNeedsARightOfItsOwnAndStaysWithTheSession() {
    create(ASSUME, "");
    String token = tokens.token(Map.of("https://aws.amazon.com/source_identity", List.of("alice")));
    IamException denied = assertRefused(AccessDeniedException.class, token);
    assertEquals("Not authorized to perform sts:SetSourceIdentity", denied.getMessage());
    assertTrue(isTrusted(equal("sts:SourceIdentity", "alice"), token));
    AssumedRole session = assume(token).session();
    assertEquals(
        Optional.of(new SourceIdentity("alice")), session.principal().details().sourceIdentity());
    assertTrue(mayRead(session, equal("aws:SourceIdentity", "alice")));
  }

  @Test
  void whoseWordItWasIsKnownAtEveryUse() {
    create(ASSUME, "");
    AssumedRole session =
        assume(
                tokens.token(
                    ISSUER,
                    "alice",
                    List.of(CLIENT),
                    "party",
                    Map.of("amr", List.of("mfa"), "email", List.of("a@b.c"))))
            .session();
    assertTrue(mayRead(session, equal("aws:FederatedProvider", KnownTokens.PROVIDER)));
    assertTrue(mayRead(session, equal(NAME + ":sub", "alice")));
    assertTrue(mayRead(session, equal(NAME + ":aud", CLIENT)));
    assertTrue(mayRead(session, equal(NAME + ":azp", "party")));
    assertTrue(mayRead(session, equal(NAME + ":amr", "mfa")));
    assertFalse(mayRead(session, equal(NAME + ":sub", "bob")));
    assertTrue(mayRead(session, "\"Null\":{\"" + NAME + ":email\":\"true\"}"));
    assertTrue(mayRead(session, equal("aws:userid", session.principal().role().id() + ":Bob")));
  }

  @Test
  void aSessionLastsAsLongAsItsRoleLetsItAndNoLonger() {
    create(ASSUME, "");
    AssumeRoleWithWebIdentityRequest request =
        AssumeRoleWithWebIdentityRequest.of(ARN, "Bob", tokens.token(Map.of()))
            .withDuration(Duration.ofHours(2));
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> assume(request));
    assertTrue(refused.getMessage().contains("at most 3600"), refused::getMessage);
    installation
        .sallyport
        .roles()
        .update(UpdateRoleRequest.of(ROLE).withMaxSessionDuration(Duration.ofHours(12)));
    assertEquals(
        time.instant().plusSeconds(7200), assume(request).session().credentials().expiration());
  }

  @Test
  void aSessionEndsWithItsTokenIfTheHostWantsIt() {
    reinstall(SallyportBuilder::sessionsEndWithTheirToken);
    create(ASSUME, "");
    String token = tokens.token(Map.of());
    time.advance(Duration.ofMinutes(10));
    AssumedRole session = assume(token).session();
    assertEquals(time.instant().plusSeconds(3000), session.credentials().expiration());
    assertEquals(time.instant().plusSeconds(3000), session.principal().details().expiry());
    AssumeRoleWithWebIdentityRequest shorter =
        AssumeRoleWithWebIdentityRequest.of(ARN, "Bob", token).withDuration(Duration.ofMinutes(20));
    assertEquals(
        time.instant().plusSeconds(1200), assume(shorter).session().credentials().expiration());
  }

  /** Nor do those that it begins outlive it, however often it does. */
  @Test
  void whatASessionBeginsThatEndsWithItsTokenEndsWithItToo() {
    reinstall(SallyportBuilder::sessionsEndWithTheirToken);
    create(ASSUME, "");
    installation
        .sallyport
        .roles()
        .create(
            CreateRoleRequest.of(
                "Next",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                    + "\"Principal\":{\"AWS\":\""
                    + ARN
                    + "\"},\"Action\":\"sts:AssumeRole\"}}"));
    String token = tokens.token(Map.of());
    time.advance(Duration.ofMinutes(50));
    AssumedRole first = assume(token).session();
    AssumedRole next =
        installation
            .sallyport
            .sts()
            .assumeRole(first.principal(), AssumeRoleRequest.of("arn:aws:iam:::role/Next", "Bob"));
    assertEquals(first.credentials().expiration(), next.credentials().expiration());
  }

  /** A verifier may bear with clocks that differ; what has ended begins nothing, all the same. */
  @Test
  void aSessionThatEndsWithItsTokenNeverEndsBeforeItBegins() {
    reinstall(SallyportBuilder::sessionsEndWithTheirToken);
    tokens.skew = Duration.ofMinutes(1);
    create(ASSUME, "");
    String token = tokens.token(Map.of());
    time.advance(Duration.ofSeconds(3599));
    assertEquals(time.instant().plusSeconds(1), assume(token).session().credentials().expiration());
    time.advance(Duration.ofSeconds(1));
    assertEquals(
        "ExpiredTokenException", assertRefused(InvalidIdentityTokenException.class, token).code());
  }

  @Test
  void theAudienceMayBeThePartyIfThatIsLetPass() {
    create(ALL, "");
    String token =
        tokens.token(
            ISSUER, "alice", List.of("account"), CLIENT, Map.of("client_id", List.of("c")));
    assertFalse(isTrusted(equal(NAME + ":app_id", CLIENT), token));
    reinstall(builder -> builder.lenient(Leniency.ceph()));
    create(ALL, "");
    for (String value : List.of("account", CLIENT, "c")) {
      assertTrue(isTrusted(equal(NAME + ":app_id", value), token), value);
    }
    assertFalse(isTrusted(equal(NAME + ":aud", CLIENT), token));
  }

  @Test
  void aSessionPolicyLimitsTheSession() {
    create(ASSUME, "");
    AssumedRole session =
        assume(
                AssumeRoleWithWebIdentityRequest.of(ARN, "Bob", tokens.token(Map.of()))
                    .withPolicy(
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
                        "Action":"s3:PutObject","Resource":"*"}}\
                        """))
            .session();
    assertFalse(mayRead(session, ""));
  }

  /** By the rules of all chains: an hour at most, transitive tags and source identity inherited. */
  @Test
  void itsSessionBeginsOthersByTheUsualRules() {
    create(ALL, "");
    installation
        .sallyport
        .roles()
        .putPolicy(
            ROLE,
            new PolicyName("P"),
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}
            """);
    installation
        .sallyport
        .roles()
        .create(
            CreateRoleRequest.of(
                    "Next",
                    """
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":
                    "arn:aws:iam:::role/Web"},"Action":["sts:AssumeRole","sts:TagSession",
                    "sts:SetSourceIdentity"]}}
                    """)
                .withMaxSessionDuration(Duration.ofHours(12)));
    RoleSession first =
        assume(
                tokens.token(
                    Map.of(
                        TAG + "Team",
                        List.of("blue"),
                        "/https:~1~1aws.amazon.com~1tags/transitive_tag_keys",
                        List.of("Team"),
                        "https://aws.amazon.com/source_identity",
                        List.of("alice"))))
            .session()
            .principal();
    AssumeRoleRequest next = AssumeRoleRequest.of("arn:aws:iam:::role/Next", "Bob");
    StsService sts = installation.sallyport.sts();
    assertThrows(
        InvalidInputException.class,
        () -> sts.assumeRole(first, next.withDuration(Duration.ofSeconds(3601))));
    AssumedRole second = sts.assumeRole(first, next);
    assertEquals(Tags.of(new Tag("Team", "blue")), second.principal().details().tags().tags());
    assertEquals(
        Optional.of(new SourceIdentity("alice")), second.principal().details().sourceIdentity());
    assertEquals(Optional.empty(), second.principal().details().federation());
    assertTrue(isServed(second));
    installation
        .sallyport
        .sessions()
        .revokeSubject(AccountId.EMPTY, new ProviderName(NAME), "alice");
    assertFalse(isServed(second));
  }

  private boolean isServed(AssumedRole session) {
    return installation
            .sallyport
            .query()
            .handle(
                ClientSigner.of(session.credentials(), time)
                    .form("sts", "Action=GetCallerIdentity&Version=2011-06-15"),
                "Action=GetCallerIdentity&Version=2011-06-15".getBytes(UTF_8))
            .status()
        == 200;
  }

  @Test
  void sessionsAreRevokedBySubjectByProviderAndByRole() {
    create(ASSUME, "");
    installation
        .sallyport
        .providers()
        .create(CreateProviderRequest.of("https://other.example.com").withClientIds(CLIENT));
    installation
        .sallyport
        .roles()
        .updateTrustPolicy(
            ROLE,
            KnownTokens.trust(ASSUME, "")
                .replace(
                    KnownTokens.PROVIDER,
                    KnownTokens.PROVIDER + "\",\"arn:aws:iam:::oidc-provider/other.example.com"));
    SessionManager sessions = installation.sallyport.sessions();
    AssumedRole alice = assume(tokens.token(Map.of())).session();
    AssumedRole bob = assume(tokens.token(ISSUER, "bob", List.of(CLIENT), "", Map.of())).session();
    AssumedRole other =
        assume(tokens.token("https://other.example.com", "alice", List.of(CLIENT), "", Map.of()))
            .session();
    assertServed(Set.of(alice, bob, other), alice, bob, other);
    sessions.revokeSubject(AccountId.EMPTY, new ProviderName(NAME), "alice");
    assertServed(Set.of(bob, other), alice, bob, other);
    sessions.revokeProvider(AccountId.EMPTY, new ProviderName(NAME));
    assertServed(Set.of(other), alice, bob, other);
    assertThrows(ThrottlingException.class, () -> assume(tokens.token(Map.of())));
    time.advance(Duration.ofMinutes(2));
    AssumedRole again = assume(tokens.token(Map.of())).session();
    assertServed(Set.of(other, again), alice, bob, other, again);
    sessions.revokeRole(other.principal().role());
    assertServed(Set.of(), alice, bob, other, again);
  }

  private void assertServed(Set<AssumedRole> expected, AssumedRole... sessions) {
    Set<AssumedRole> served = new HashSet<>();
    for (AssumedRole session : sessions) {
      if (isServed(session)) {
        served.add(session);
      }
    }
    assertEquals(expected, served);
  }

  @Test
  void withoutAVerifierThereIsNoSuchAction() {
    try (Installation none = new Installation()) {
      AssumeRoleWithWebIdentityRequest request =
          AssumeRoleWithWebIdentityRequest.of(ARN, "Bob", "token");
      assertThrows(
          UnsupportedActionException.class,
          () -> none.sallyport.sts().assumeRoleWithWebIdentity(request));
    }
  }

  @Test
  void aTokenOfNoTokensLengthIsInvalidInputAndNotRepeated() {
    for (String token : List.of("abc", "x".repeat(20_001))) {
      InvalidInputException refused =
          assertThrows(
              InvalidInputException.class,
              () -> AssumeRoleWithWebIdentityRequest.of(ARN, "Bob", token));
      assertFalse(refused.getMessage().contains(token), refused::getMessage);
    }
  }
}
