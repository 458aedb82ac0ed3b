package io.sallyport.sts;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.FederatedUser;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.principal.UserSession;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that users begin of their own and for others, and what they can't do. */
class UserTokensTest {
  private static final String ALL = allowing("*");
  private static final GetSessionTokenRequest OWN = GetSessionTokenRequest.of();
  private static final GetFederationTokenRequest FOR_BOB = GetFederationTokenRequest.of("Bob");
  private static final String READ =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}\
      """;

  private final Installation installation = new Installation();
  private final StsService sts = installation.sallyport.sts();

  @BeforeEach
  void allow() {
    permit(ALL);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private static String allowing(String action) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"%s","Resource":"*"}}\
    """
        .formatted(action);
  }

  private void permit(String policy) {
    installation.sallyport.users().putPolicy(TESTER2, POLICY, policy);
  }

  private Principal user() {
    return installation.sallyport.principal(TESTER2);
  }

  private ClientSigner signer(Credentials credentials) {
    return ClientSigner.of(credentials, installation.clock);
  }

  private ClientSigner signer(BegunSession session) {
    return signer(session.credentials());
  }

  private QueryResponse call(ClientSigner signer, String service, String form) {
    return installation.sallyport.query().handle(signer.form(service, form), form.getBytes(UTF_8));
  }

  /** What an S3 request is answered with: a code, or nothing if it is granted. */
  private String s3(ClientSigner signer, String method) {
    AccessAnswer answer = installation.sallyport.access().check(signer.s3(method, "/bucket/k"));
    return answer instanceof AccessAnswer.Refused refused ? refused.code() : "";
  }

  private void assertRefused(QueryResponse answer, String code) {
    assertTrue(answer.body().contains("<Code>" + code + "</Code>"), answer.body());
  }

  private void assertDone(QueryResponse answer) {
    assertEquals(200, answer.status(), answer.body());
  }

  @Test
  void aSessionOfItsOwnIsTheUserAndLastsTwelveHours() {
    BegunSession session = sts.getSessionToken(user(), OWN);
    assertInstanceOf(UserSession.class, session.principal());
    assertEquals(user().name(), session.principal().name());
    assertEquals(
        installation.clock.instant().plusSeconds(43_200), session.credentials().expiration());
    assertEquals(0, session.packedPolicySize());
    QueryResponse answer = call(signer(session), "sts", "Action=GetCallerIdentity");
    assertTrue(answer.body().contains("<Arn>arn:aws:iam:::user/TESTER2</Arn>"), answer.body());
    assertTrue(answer.body().contains("<UserId>" + user().userId() + "</UserId>"), answer.body());
    assertEquals("", s3(signer(session), "GET"));
  }

  @Test
  void itMayWhatTheUserMayNowByPolicyGroupAndBoundary() {
    ClientSigner session = signer(sts.getSessionToken(user(), OWN));
    permit(READ);
    assertEquals("AccessDenied", s3(session, "PUT"));
    GroupName writers = new GroupName("Writers");
    installation.sallyport.groups().create(writers);
    installation.sallyport.groups().putPolicy(writers, POLICY, allowing("s3:PutObject"));
    installation.sallyport.groups().addUser(writers, TESTER2);
    assertEquals("", s3(session, "PUT"));
    installation
        .sallyport
        .users()
        .putPermissionsBoundary(TESTER2, PolicyArn.builtIn("AmazonS3ReadOnlyAccess"));
    assertEquals("AccessDenied", s3(session, "PUT"));
    assertEquals("", s3(session, "GET"));
  }

  @Test
  void ofStsItMayAssumeRolesAndAskWhoItIsAndOfIamNothing() {
    installation.createRole();
    ClientSigner session = signer(sts.getSessionToken(user(), OWN));
    assertRefused(call(session, "iam", "Action=ListRoles"), "AccessDenied");
    assertRefused(call(session, "iam", "Action=GetUser"), "AccessDenied");
    assertRefused(call(session, "sts", "Action=GetSessionToken"), "AccessDenied");
    assertRefused(call(session, "sts", "Action=GetFederationToken&Name=Bob"), "AccessDenied");
    assertRefused(
        call(session, "sts", "Action=GetAccessKeyInfo&AccessKeyId=" + installation.key2.id()),
        "AccessDenied");
    assertDone(
        call(
            session,
            "sts",
            "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn:aws:iam:::role/S3Access"));
  }

  @Test
  void aRoleThatItAssumesMayLastAsLongAsOneThatTheUserAssumes() {
    installation
        .sallyport
        .roles()
        .create(
            CreateRoleRequest.of("Long", Installation.trusting(TESTER2))
                .withMaxSessionDuration(Duration.ofHours(2)));
    AssumeRoleRequest request =
        AssumeRoleRequest.of("arn:aws:iam:::role/Long", "Bob").withDuration(Duration.ofHours(2));
    Principal session = sts.getSessionToken(user(), OWN).principal();
    assertEquals(
        installation.clock.instant().plusSeconds(7200),
        sts.assumeRole(session, request).credentials().expiration());
  }

  /** A trust policy pins the user's id: who has its name later is not trusted. */
  @Test
  void aNamesakeOfWhoIsTrustedIsNotTrustedAsASessionEither() {
    installation.createRole();
    installation.sallyport.users().deletePolicy(TESTER2, POLICY);
    installation.sallyport.users().deleteAccessKey(TESTER2, installation.key2.id());
    installation.sallyport.users().delete(TESTER2);
    installation.sallyport.users().create(TESTER2);
    Principal session = sts.getSessionToken(user(), OWN).principal();
    AssumeRoleRequest request = AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(session, request));
  }

  @Test
  void withASecondFactorItMayCallIamAndSaysSo() {
    MfaCode code = code("123456");
    BegunSession session = sts.getSessionToken(user(), OWN.withMfaCode(code));
    assertDone(call(signer(session), "iam", "Action=ListUsers"));
    assertTrue(call(signer(session), "iam", "Action=GetUser").body().contains("TESTER2"));
    assertRefused(call(signer(session), "sts", "Action=GetSessionToken"), "AccessDenied");
    guard("\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}");
    assertEquals("", s3(signer(session), "GET"));
    guard("\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"300\"}");
    assertEquals("", s3(signer(session), "GET"));
    installation.clock.advance(Duration.ofSeconds(299));
    assertEquals("", s3(signer(session), "GET"));
    installation.clock.advance(Duration.ofSeconds(1));
    assertEquals("AccessDenied", s3(signer(session), "GET"));
  }

  private MfaCode code(String digits) {
    installation.codes.add(user().userId() + " arn:aws:iam:::mfa/phone " + digits);
    return new MfaCode("arn:aws:iam:::mfa/phone", digits);
  }

  /** Allows all of S3 under this condition. */
  private void guard(String condition) {
    permit(
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",
        "Condition":{%s}}}\
        """
            .formatted(condition));
  }

  /** The guard of AWS's documentation. */
  @Test
  void aGuardThatDeniesAllWithoutASecondFactorHoldsKeyAndPlainSession() {
    permit(
        """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"*","Resource":"*"},
        {"Effect":"Deny","NotAction":"sts:GetSessionToken","Resource":"*",
        "Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}\
        """);
    assertEquals("AccessDenied", s3(ClientSigner.of(installation.key2, installation.clock), "GET"));
    assertEquals("AccessDenied", s3(signer(sts.getSessionToken(user(), OWN)), "GET"));
    MfaCode code = code("654321");
    assertEquals("", s3(signer(sts.getSessionToken(user(), OWN.withMfaCode(code))), "GET"));
    AccessDeniedException denied =
        assertThrows(
            AccessDeniedException.class,
            () -> sts.getFederationToken(user(), FOR_BOB.withPolicy(READ)));
    assertTrue(denied.getMessage().contains("sts:GetFederationToken"));
  }

  /** One that forgets GetSessionToken doesn't lock out who gives a second factor. */
  @Test
  void aDenyOfGetSessionTokenIsHeededAndASecondFactorCounts() {
    permit(
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*",
        "Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}}\
        """);
    assertThrows(AccessDeniedException.class, () -> sts.getSessionToken(user(), OWN));
    MfaCode code = code("111111");
    assertEquals(
        user().name(), sts.getSessionToken(user(), OWN.withMfaCode(code)).principal().name());
    permit(
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sts:GetSessionToken",
        "Resource":"*"}}\
        """);
    assertThrows(
        AccessDeniedException.class,
        () -> sts.getSessionToken(user(), OWN.withMfaCode(code("222222"))));
  }

  @Test
  void itTakesNoRight() {
    installation.sallyport.users().deletePolicy(TESTER2, POLICY);
    installation
        .sallyport
        .users()
        .putPermissionsBoundary(TESTER2, PolicyArn.builtIn("AmazonS3ReadOnlyAccess"));
    assertEquals(user().name(), sts.getSessionToken(user(), OWN).principal().name());
    installation.end();
    String told = installation.events.toString();
    assertTrue(told.contains("sts:GetSessionToken on *: allowed"), told);
  }

  @Test
  void aUsersPoliciesThatCannotBeReadBeginNone() {
    Principal.User user = (Principal.User) user();
    Principal unreadable =
        new Principal.User(
            user.account(),
            user.path(),
            user.userName(),
            user.id(),
            Permissions.nothing()
                .plus(List.of(new NamedPolicy("gone", PolicyText.kept("", PolicyType.IDENTITY)))));
    assertThrows(AccessDeniedException.class, () -> sts.getSessionToken(unreadable, OWN));
  }

  /** Users of the host's own, who begin sessions if the host tells who has a name now. */
  private record Host(Map<String, Principal.User> users, boolean tells)
      implements PrincipalDirectory {
    @Override
    public Optional<KeyHolder> find(AccessKeyId id) {
      return Optional.ofNullable(users.get(id.value()))
          .map(user -> new KeyHolder(user, SecretKey.of("secret")));
    }

    @Override
    public Optional<Principal.User> find(AccountId account, UserName name) {
      return tells
          ? Optional.ofNullable(users.get(name.value()))
          : PrincipalDirectory.super.find(account, name);
    }
  }

  private static Principal.User hosts(String id, PermissionLimit session) {
    return new Principal.User(
        AccountId.EMPTY,
        EntityPath.ROOT,
        new UserName("dora"),
        new UserId(id),
        Permissions.everything().within(session));
  }

  @Test
  void usersOfAHostThatTellsWhoTheyAreHaveSessions() {
    Map<String, Principal.User> users = new ConcurrentHashMap<>();
    Principal.User dora = hosts("1", PermissionLimit.none());
    users.put("dora", dora);
    try (Sallyport plain = over(new Host(users, true))) {
      assertEquals(AccountId.EMPTY, plain.sts().getAccessKeyInfo(dora, new AccessKeyId("dora")));
      List<RequestHead> requests =
          List.of(
              signer(plain.sts().getSessionToken(dora, OWN)).s3("GET", "/bucket/k"),
              signer(plain.sts().getFederationToken(dora, FOR_BOB.withPolicy(READ)))
                  .s3("GET", "/bucket/k"));
      requests.forEach(
          each -> assertInstanceOf(AccessAnswer.Granted.class, plain.access().check(each)));
      users.put("dora", hosts("2", PermissionLimit.none()));
      requests.forEach(
          each -> assertInstanceOf(AccessAnswer.Refused.class, plain.access().check(each)));
      assertThrows(AccessDeniedException.class, () -> plain.sts().getSessionToken(dora, OWN));
      users.put("dora", dora);
      requests.forEach(
          each -> assertInstanceOf(AccessAnswer.Granted.class, plain.access().check(each)));
      // Limited as a session is, it would get rid of its limit.
      Principal.User limited =
          hosts("1", PermissionLimit.session(PolicyText.kept(READ, PolicyType.SESSION)));
      users.put("dora", limited);
      requests.forEach(
          each -> assertInstanceOf(AccessAnswer.Refused.class, plain.access().check(each)));
      assertThrows(AccessDeniedException.class, () -> plain.sts().getSessionToken(limited, OWN));
      assertThrows(
          AccessDeniedException.class,
          () -> plain.sts().getFederationToken(limited, FOR_BOB.withPolicy(ALL)));
      // So would one whose key alone is limited.
      users.put("dora", dora);
      Principal.User byKey =
          hosts("1", PermissionLimit.session(PolicyText.kept(ALL, PolicyType.SESSION)));
      assertThrows(AccessDeniedException.class, () -> plain.sts().getSessionToken(byKey, OWN));
      assertThrows(
          AccessDeniedException.class,
          () -> plain.sts().getFederationToken(byKey, FOR_BOB.withPolicy(ALL)));
    }
  }

  @Test
  void usersOfAHostThatDoesNotTellHaveNone() {
    Principal.User dora = hosts("1", PermissionLimit.none());
    try (Sallyport plain = over(new Host(Map.of("dora", dora), false))) {
      assertThrows(AccessDeniedException.class, () -> plain.sts().getSessionToken(dora, OWN));
      assertThrows(
          AccessDeniedException.class, () -> plain.sts().getFederationToken(dora, FOR_BOB));
    }
  }

  private Sallyport over(PrincipalDirectory directory) {
    return Sallyport.builder()
        .store(new MemoryStore())
        .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
        .clock(installation.clock)
        .principalDirectory(directory)
        .build();
  }

  @Test
  void aWrongCodeIsRefusedAndNoneIsTakenTwice() {
    MfaCode code = code("123456");
    assertEquals(
        "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
        assertThrows(
                AccessDeniedException.class,
                () ->
                    sts.getSessionToken(
                        user(), OWN.withMfaCode(new MfaCode(code.serialNumber(), "123457"))))
            .getMessage());
    BegunSession unused = sts.getSessionToken(user(), OWN.withMfaCode(code));
    assertThrows(
        AccessDeniedException.class, () -> sts.getSessionToken(user(), OWN.withMfaCode(code)));
  }

  @Test
  void aSecondFactorIsOfItsFormAndBothHalvesAreGiven() {
    for (String serial : List.of("", "12345678", "x".repeat(257), "123456789 ", "123456789é")) {
      assertThrows(InvalidInputException.class, () -> new MfaCode(serial, "123456"));
    }
    for (String code : List.of("", "12345", "1234567", "12345a", "１２３４５６")) {
      IamException refused =
          assertThrows(InvalidInputException.class, () -> new MfaCode("123456789", code));
      assertTrue(!refused.getMessage().contains("12345"), refused.getMessage());
    }
    assertTrue(!new MfaCode("123456789", "654321").toString().contains("654321"));
    ClientSigner tester2 = ClientSigner.of(installation.key2, installation.clock);
    for (String half : List.of("&SerialNumber=123456789", "&TokenCode=123456")) {
      QueryResponse answer = call(tester2, "sts", "Action=GetSessionToken" + half);
      assertRefused(answer, "AccessDenied");
      assertTrue(answer.body().contains("must provide both"), answer.body());
    }
    assertRefused(
        call(tester2, "sts", "Action=GetSessionToken&SerialNumber=123456789&TokenCode=1"),
        "ValidationError");
  }

  @Test
  void aTrustPolicyMayAskForASecondFactor() {
    installation
        .sallyport
        .roles()
        .create(
            CreateRoleRequest.of(
                "Guarded",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
                "Principal":{"AWS":"arn:aws:iam:::user/TESTER2"},
                "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"},
                "NumericLessThan":{"aws:MultiFactorAuthAge":"60"}}}}\
                """));
    AssumeRoleRequest request = AssumeRoleRequest.of("arn:aws:iam:::role/Guarded", "Bob");
    RoleName guarded = new RoleName("Guarded");
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(user(), request));
    Principal plain = sts.getSessionToken(user(), OWN).principal();
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(plain, request));
    AssumedRole role = sts.assumeRole(user(), request.withMfaCode(code("123456")));
    Principal strong = sts.getSessionToken(user(), OWN.withMfaCode(code("234567"))).principal();
    AssumedRole unused = sts.assumeRole(strong, request);
    AssumedRole other = sts.assumeRole(plain, request.withMfaCode(code("345678")));
    assertEquals(guarded, other.principal().role().name());
    // As with AWS, what the role does is done without one.
    installation
        .sallyport
        .roles()
        .putPolicy(
            guarded,
            POLICY,
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",
            "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}\
            """);
    assertEquals("AccessDenied", s3(signer(role.credentials()), "GET"));
    AccessDeniedException refused =
        assertThrows(
            AccessDeniedException.class,
            () -> sts.assumeRole(role.principal(), request.withMfaCode(code("456789"))));
    assertTrue(refused.getMessage().contains("unable to validate MFA code"));
  }

  @Test
  void whereNothingVerifiesASecondFactorItIsRefusedByName() {
    try (Sallyport plain =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[32]))
            .build()) {
      plain.users().create(TESTER2);
      Principal user = plain.principal(TESTER2);
      MfaCode code = new MfaCode("123456789", "123456");
      for (Runnable call :
          List.<Runnable>of(
              () -> plain.sts().getSessionToken(user, OWN.withMfaCode(code)),
              () ->
                  plain
                      .sts()
                      .assumeRole(
                          user,
                          AssumeRoleRequest.of("arn:aws:iam:::role/R", "Bob").withMfaCode(code)))) {
        assertTrue(
            assertThrows(InvalidInputException.class, call::run)
                .getMessage()
                .startsWith("SerialNumber \"123456789\" is not"));
      }
    }
  }

  @Test
  void aSessionOrNobodyBeginsNone() {
    installation.createRole();
    for (Principal caller :
        List.of(
            installation.assumeRole().principal(),
            sts.getSessionToken(user(), OWN).principal(),
            sts.getFederationToken(user(), FOR_BOB.withPolicy(ALL)).principal(),
            new Anonymous())) {
      assertEquals(
          "Cannot call GetSessionToken with session credentials",
          assertThrows(AccessDeniedException.class, () -> sts.getSessionToken(caller, OWN))
              .getMessage());
      assertEquals(
          "Cannot call GetFederationToken with session credentials",
          assertThrows(
                  AccessDeniedException.class,
                  () -> sts.getFederationToken(caller, FOR_BOB.withPolicy(ALL)))
              .getMessage());
    }
  }

  @Test
  void aFederatedUserMayWhatUserAndPolicyAllow() {
    BegunSession session = sts.getFederationToken(user(), FOR_BOB.withPolicy(READ));
    assertInstanceOf(FederatedUser.class, session.principal());
    assertTrue(session.packedPolicySize() > 0);
    ClientSigner bob = signer(session);
    assertEquals("", s3(bob, "GET"));
    assertEquals("AccessDenied", s3(bob, "PUT"));
    permit(allowing("s3:PutObject"));
    assertEquals("AccessDenied", s3(bob, "GET"));
    permit(ALL);
    PolicyArn readOnly = PolicyArn.builtIn("AmazonS3ReadOnlyAccess");
    ClientSigner managed =
        signer(sts.getFederationToken(user(), FOR_BOB.withPolicyArns(List.of(readOnly))));
    assertEquals("", s3(managed, "GET"));
    assertEquals("AccessDenied", s3(managed, "PUT"));
    assertEquals("AccessDenied", s3(signer(sts.getFederationToken(user(), FOR_BOB)), "GET"));
  }

  @Test
  void aFederatedUserMayDoNothingOfIamAndOfStsAskWhoItIs() {
    installation
        .sallyport
        .roles()
        .create(
            CreateRoleRequest.of(
                "Open",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
                "Principal":{"AWS":"arn:aws:iam:::root"}}}\
                """));
    ClientSigner bob = signer(sts.getFederationToken(user(), FOR_BOB.withPolicy(ALL)));
    assertRefused(call(bob, "iam", "Action=ListRoles"), "AccessDenied");
    assertRefused(call(bob, "iam", "Action=GetUser&UserName=TESTER2"), "AccessDenied");
    assertRefused(
        call(bob, "sts", "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn:aws:iam:::role/Open"),
        "AccessDenied");
    assertRefused(
        call(bob, "sts", "Action=GetAccessKeyInfo&AccessKeyId=" + installation.key2.id()),
        "AccessDenied");
    QueryResponse answer = call(bob, "sts", "Action=GetCallerIdentity");
    assertTrue(answer.body().contains("<Arn>arn:aws:sts:::federated-user/Bob</Arn>"));
    assertTrue(answer.body().contains("<UserId>:Bob</UserId>"), answer.body());
  }

  @Test
  void toFederateTakesTheRightToThisNameAndWithTagsAnother() {
    permit(
        allowing("sts:GetFederationToken")
            .replace("\"*\"}", "\"arn:aws:sts:::federated-user/B*\"}"));
    assertEquals(":Bob", sts.getFederationToken(user(), FOR_BOB).principal().userId());
    assertThrows(
        AccessDeniedException.class,
        () -> sts.getFederationToken(user(), GetFederationTokenRequest.of("Carol")));
    GetFederationTokenRequest tagged = FOR_BOB.withTags(Tags.of(new Tag("Team", "blue")));
    AccessDeniedException denied =
        assertThrows(AccessDeniedException.class, () -> sts.getFederationToken(user(), tagged));
    assertTrue(denied.getMessage().contains("sts:TagSession"), denied.getMessage());
    permit(
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
        "Condition":{"StringEquals":{"aws:RequestTag/Team":"blue"},
        "ForAllValues:StringEquals":{"aws:TagKeys":["Team"]}}}}\
        """);
    assertEquals(":Bob", sts.getFederationToken(user(), tagged).principal().userId());
    assertThrows(AccessDeniedException.class, () -> sts.getFederationToken(user(), FOR_BOB));
    RequestContext forged = RequestContext.builder().host("aws:RequestTag/Team", "blue").build();
    GetFederationTokenRequest red = FOR_BOB.withTags(Tags.of(new Tag("Team", "red")));
    assertThrows(AccessDeniedException.class, () -> sts.getFederationToken(user(), red, forged));
  }

  @Test
  void aFederatedUsersTagsTakeThePlaceOfTheUsers() {
    installation
        .sallyport
        .users()
        .tag(TESTER2, Tags.of(new Tag("team", "red"), new Tag("floor", "1")));
    ClientSigner bob =
        signer(
            sts.getFederationToken(
                user(), FOR_BOB.withPolicy(ALL).withTags(Tags.of(new Tag("Team", "blue")))));
    guard("\"StringEquals\":{\"aws:PrincipalTag/team\":\"blue\",\"aws:PrincipalTag/floor\":\"1\"}");
    assertEquals("", s3(bob, "GET"));
    guard("\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}");
    assertEquals("AccessDenied", s3(bob, "GET"));
  }

  @Test
  void whatIsAskedOfAFederatedUserKeepsTheRules() {
    for (String name : List.of("", "B", "x".repeat(33), "a b", "a/b")) {
      assertThrows(InvalidInputException.class, () -> GetFederationTokenRequest.of(name));
    }
    assertThrows(MalformedPolicyDocumentException.class, () -> FOR_BOB.withPolicy("{}"));
    assertThrows(InvalidInputException.class, () -> FOR_BOB.withPolicy(""));
    assertThrows(InvalidInputException.class, () -> FOR_BOB.withPolicy(" ".repeat(2049)));
    Tags twice = Tags.of(new Tag("a", "1"), new Tag("A", "2"));
    assertThrows(InvalidInputException.class, () -> FOR_BOB.withTags(twice));
    PolicyArn none = new PolicyArn("arn:aws:iam:::policy/None");
    assertThrows(
        InvalidInputException.class,
        () -> sts.getFederationToken(user(), FOR_BOB.withPolicyArns(List.of(none))));
  }

  @Test
  void durationsAreFromAQuarterToThirtySixHoursAndNeverCutShort() {
    for (int seconds : List.of(0, 899, 129_601)) {
      Duration duration = Duration.ofSeconds(seconds);
      assertThrows(InvalidInputException.class, () -> OWN.withDuration(duration));
      assertThrows(InvalidInputException.class, () -> FOR_BOB.withDuration(duration));
    }
    for (int seconds : List.of(900, 129_600)) {
      Duration duration = Duration.ofSeconds(seconds);
      assertEquals(
          installation.clock.instant().plus(duration),
          sts.getSessionToken(user(), OWN.withDuration(duration)).credentials().expiration());
      assertEquals(
          installation.clock.instant().plus(duration),
          sts.getFederationToken(user(), FOR_BOB.withDuration(duration))
              .credentials()
              .expiration());
    }
  }

  @Test
  void aRootUsersSessionsLastAnHourAtMostAndMayWhatItMay() {
    AccessKey key = installation.sallyport.account().createAccessKey();
    ClientSigner root = ClientSigner.of(key, installation.clock);
    assertDone(call(root, "sts", "Action=GetSessionToken"));
    assertDone(call(root, "sts", "Action=GetSessionToken&DurationSeconds=3600"));
    assertDone(call(root, "sts", "Action=GetFederationToken&Name=Bob"));
    for (String operation : List.of("GetSessionToken", "GetFederationToken&Name=Bob")) {
      assertRefused(
          call(root, "sts", "Action=" + operation + "&DurationSeconds=3601"), "ValidationError");
    }
    Principal owner = new Principal.Root(AccountId.EMPTY);
    BegunSession own = sts.getSessionToken(owner, OWN);
    assertEquals(installation.clock.instant().plusSeconds(3600), own.credentials().expiration());
    assertEquals("", s3(signer(own), "PUT"));
    assertRefused(call(signer(own), "iam", "Action=ListRoles"), "AccessDenied");
    installation.codes.add(owner.userId() + " 123456789 123456");
    BegunSession strong =
        sts.getSessionToken(owner, OWN.withMfaCode(new MfaCode("123456789", "123456")));
    assertDone(call(signer(strong), "iam", "Action=ListAccessKeys"));
    installation.createRole();
    AssumeRoleRequest request = AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(strong.principal(), request));
    BegunSession bob = sts.getFederationToken(owner, FOR_BOB.withPolicy(READ));
    assertEquals("", s3(signer(bob), "GET"));
    assertEquals("AccessDenied", s3(signer(bob), "PUT"));
    assertEquals("AccessDenied", s3(signer(sts.getFederationToken(owner, FOR_BOB)), "GET"));
  }

  @Test
  void theyEndWithTheUserAndNotWithItsKey() {
    ClientSigner own = signer(sts.getSessionToken(user(), OWN));
    ClientSigner bob = signer(sts.getFederationToken(user(), FOR_BOB.withPolicy(READ)));
    installation
        .sallyport
        .users()
        .updateAccessKey(TESTER2, installation.key2.id(), AccessKeyStatus.INACTIVE);
    assertEquals("", s3(own, "GET") + s3(bob, "GET"));
    installation.sallyport.users().deleteAccessKey(TESTER2, installation.key2.id());
    assertEquals("", s3(own, "GET") + s3(bob, "GET"));
    installation.sallyport.users().deletePolicy(TESTER2, POLICY);
    installation.sallyport.users().delete(TESTER2);
    assertEquals("InvalidToken", s3(own, "GET"));
    assertEquals("InvalidToken", s3(bob, "GET"));
    installation.sallyport.users().create(TESTER2);
    permit(ALL);
    assertEquals("InvalidToken", s3(own, "GET"));
    assertEquals("InvalidToken", s3(bob, "GET"));
  }

  @Test
  void theyEndWhenTheUserGetsAnotherName() {
    ClientSigner own = signer(sts.getSessionToken(user(), OWN));
    installation.sallyport.users().update(TESTER2, Renaming.to(new UserName("renamed")));
    assertEquals("InvalidToken", s3(own, "GET"));
  }

  @Test
  void theyAreOfAnyKindOfAccount() {
    for (String account : List.of("111122223333", "RGW00000000000000001", "")) {
      AccountId id = new AccountId(account);
      UserName carol = new UserName("carol");
      installation.sallyport.in(id).users().create(carol);
      installation.sallyport.in(id).users().putPolicy(carol, POLICY, ALL);
      Principal user = installation.sallyport.principal(id, carol);
      BegunSession own = sts.getSessionToken(user, OWN);
      BegunSession bob = sts.getFederationToken(user, FOR_BOB);
      assertEquals("arn:aws:sts::" + account + ":federated-user/Bob", bob.principal().name());
      assertEquals(account + ":Bob", bob.principal().userId());
      QueryResponse identity = call(signer(own), "sts", "Action=GetCallerIdentity");
      assertTrue(
          identity.body().contains("<Arn>arn:aws:iam::" + account + ":user/carol</Arn>"),
          identity.body());
      assertTrue(
          call(signer(bob), "sts", "Action=GetCallerIdentity")
              .body()
              .contains("<Arn>" + bob.principal().name() + "</Arn>"));
    }
  }

  @Test
  void theAccountOfAKeyIsToldOfTheOwnAccountsKeysAlone() {
    AccountId other = new AccountId("111122223333");
    installation.sallyport.in(other).users().create(TESTER2);
    AccessKey foreign = installation.sallyport.in(other).users().createAccessKey(TESTER2);
    installation
        .sallyport
        .users()
        .updateAccessKey(Installation.TESTER1, installation.key1.id(), AccessKeyStatus.INACTIVE);
    assertEquals(AccountId.EMPTY, sts.getAccessKeyInfo(user(), installation.key1.id()));
    String refusal = null;
    for (AccessKeyId id :
        List.of(
            foreign.id(),
            new AccessKeyId("AKIANOBODYATALL12345"),
            sts.getSessionToken(user(), OWN).credentials().accessKeyId())) {
      String message =
          assertThrows(AccessDeniedException.class, () -> sts.getAccessKeyInfo(user(), id))
              .getMessage()
              .replace(id.value(), "ID");
      assertEquals(refusal == null ? message : refusal, message);
      refusal = message;
    }
    Principal theirs = installation.sallyport.principal(other, TESTER2);
    assertThrows(AccessDeniedException.class, () -> sts.getAccessKeyInfo(theirs, foreign.id()));
    assertEquals(other, sts.getAccessKeyInfo(new Principal.Root(other), foreign.id()));
    QueryResponse answer =
        call(
            ClientSigner.of(foreign, installation.clock),
            "sts",
            "Action=GetAccessKeyInfo&AccessKeyId=" + foreign.id());
    assertRefused(answer, "AccessDenied");
  }
}
