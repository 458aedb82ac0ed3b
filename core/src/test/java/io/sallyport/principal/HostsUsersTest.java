package io.sallyport.principal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.access.AccessAnswer;
import io.sallyport.account.AccountManager;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.ConflictException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.PolicyType;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.simulation.SimulationRequest;
import io.sallyport.simulation.SimulationResult;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.BegunSession;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Sallyport over a host's own users, alone and beside those of the store. */
class HostsUsersTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final UserName ALICE = new UserName("alice");
  private static final UserName BOB = new UserName("bob");

  private final SettableClock clock = new SettableClock();
  private final KnownUsers mine = new KnownUsers();
  private final Principal.User alice = KnownUsers.user(ACCOUNT, "/", "alice", "1");
  private final AccessKey aliceKey =
      new AccessKey(new AccessKeyId("hostalice"), SecretKey.of("secret-of-hostalice"));
  private final AccessKey rootKey =
      new AccessKey(new AccessKeyId("hostroot"), SecretKey.of("secret-of-hostroot"));

  HostsUsersTest() {
    mine.with("hostalice", alice).with("hostroot", new Principal.Root(ACCOUNT));
  }

  private Sallyport over(UnaryOperator<SallyportBuilder> users) {
    return users
        .apply(
            Sallyport.builder()
                .store(new MemoryStore())
                .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
                .defaultAccount(ACCOUNT)
                .clock(clock))
        .build();
  }

  private Sallyport alone() {
    return over(builder -> builder.principalDirectory(mine));
  }

  private Sallyport beside() {
    return over(
        builder ->
            builder.principalDirectoryOver(stored -> PrincipalDirectory.firstOf(mine, stored)));
  }

  private String get(Sallyport sallyport, ClientSigner signer) {
    return sallyport
        .access()
        .check(signer.s3("GET", "/photos/1.jpg"))
        .fold(granted -> "granted", AccessAnswer.Refused::code);
  }

  private String get(Sallyport sallyport, AccessKey key) {
    return get(sallyport, ClientSigner.of(key, clock));
  }

  private String call(Sallyport sallyport, AccessKey key, String form) {
    RequestHead head = ClientSigner.of(key, clock).form("iam", form + "&Version=2010-05-08");
    QueryResponse answer =
        sallyport.query().handle(head, (form + "&Version=2010-05-08").getBytes(UTF_8));
    return answer.body();
  }

  @Test
  void whatTheHostChangesActsAtTheNextRequest() {
    try (Sallyport sallyport = alone()) {
      assertEquals("granted", get(sallyport, aliceKey));
      Principal.User less =
          new Principal.User(ACCOUNT, alice.path(), ALICE, alice.id(), Permissions.nothing());
      mine.with("hostalice", less);
      assertEquals("AccessDenied", get(sallyport, aliceKey));
      mine.with("hostalice", alice);
      assertEquals("granted", get(sallyport, aliceKey));
      mine.keys.put(aliceKey.id(), new KeyHolder(alice, SecretKey.of("another")));
      assertEquals("InvalidAccessKeyId", get(sallyport, aliceKey));
      mine.keys.clear();
      assertEquals("InvalidAccessKeyId", get(sallyport, aliceKey));
    }
  }

  @Test
  void usersThatNobodyWouldAskForAreRefused() {
    try (Sallyport sallyport = alone()) {
      for (UnsupportedActionException refusal :
          List.of(
              assertThrows(UnsupportedActionException.class, sallyport::users),
              assertThrows(UnsupportedActionException.class, sallyport.as(alice)::users))) {
        assertEquals(
            "users are the host's own here, and are made and changed there alone",
            refusal.getMessage());
      }
      assertEquals(
          "groups are the host's own here, and are made and changed there alone",
          assertThrows(UnsupportedActionException.class, sallyport::groups).getMessage());
      AccountManager account = sallyport.account();
      Stream.<Executable>of(
              account::createAccessKey,
              account::listAccessKeys,
              () -> account.importAccessKey(aliceKey),
              () -> account.updateAccessKey(aliceKey.id(), AccessKeyStatus.INACTIVE),
              () -> account.deleteAccessKey(aliceKey.id()))
          .forEach(call -> assertThrows(UnsupportedActionException.class, call));
      account.requireRoot("iam:GetUser"); // Its root user is asked for, its keys are not.
      assertTrue(sallyport.account().alias().isEmpty());
      for (String form :
          List.of(
              "Action=CreateUser&UserName=bob",
              "Action=ListUsers",
              "Action=CreateGroup&GroupName=staff",
              "Action=CreateAccessKey")) {
        String answer = call(sallyport, rootKey, form);
        assertTrue(answer.contains("<Code>InvalidAction</Code>"), answer);
      }
      String self = call(sallyport, rootKey, "Action=GetUser");
      assertTrue(self.contains("arn:aws:iam::111122223333:root"), self);
    }
  }

  @Test
  void usersOfBothSignSideBySide() {
    try (Sallyport sallyport = beside()) {
      sallyport.users().create(BOB);
      sallyport.users().putPolicy(BOB, new PolicyName("All"), Installation.ALL_OF_S3);
      AccessKey bobKey = sallyport.users().createAccessKey(BOB);
      assertEquals("granted", get(sallyport, aliceKey));
      assertEquals("granted", get(sallyport, bobKey));
      Role role = sallyport.roles().create(CreateRoleRequest.of("R", trusting("alice", "bob")));
      String stored = sallyport.users().get(BOB).id().value();
      assertEquals("1", role.pins().ids().get(alice.name()));
      assertEquals(stored, role.pins().ids().get("arn:aws:iam::111122223333:user/bob"));
      assertEquals(ACCOUNT, sallyport.sts().getAccessKeyInfo(alice, bobKey.id()));
    }
  }

  private static String trusting(String... users) {
    String named = String.join("\",\"", List.of(users).stream().map(HostsUsersTest::arn).toList());
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":["%s"]},\
    "Action":"sts:AssumeRole"}}\
    """
        .formatted(named);
  }

  private static String arn(String user) {
    return "arn:aws:iam::111122223333:user/" + user;
  }

  @Test
  void aNameThatBothHaveIsNobodys() {
    try (Sallyport sallyport = beside()) {
      BegunSession session = sallyport.sts().getSessionToken(alice, GetSessionTokenRequest.of());
      ClientSigner ofSession = ClientSigner.of(session.credentials(), clock);
      assertEquals("granted", get(sallyport, ofSession));
      UserName same = new UserName("ALICE");
      mine.keys.remove(aliceKey.id()); // The host makes its user later, and need not ask.
      sallyport.users().create(same);
      mine.with("hostalice", alice);
      sallyport.users().putPolicy(same, new PolicyName("All"), Installation.ALL_OF_S3);
      AccessKey other = sallyport.users().createAccessKey(same);
      assertEquals("InvalidAccessKeyId", get(sallyport, aliceKey));
      assertEquals("InvalidAccessKeyId", get(sallyport, other));
      assertEquals("InvalidToken", get(sallyport, ofSession));
      assertThrows(
          MalformedPolicyDocumentException.class,
          () -> sallyport.roles().create(CreateRoleRequest.of("R", trusting("alice"))));
      sallyport.users().deleteAccessKey(same, other.id());
      sallyport.users().deletePolicy(same, new PolicyName("All"));
      sallyport.users().delete(same);
      assertEquals("granted", get(sallyport, aliceKey));
      assertEquals("granted", get(sallyport, ofSession));
    }
  }

  @Test
  void aHostsUserIsFoundAndSimulated() {
    try (Sallyport sallyport = alone()) {
      assertEquals(alice, sallyport.principal(ALICE));
      assertEquals(
          SimulationResult.Verdict.ALLOWED,
          sallyport
              .simulator()
              .simulatePrincipal(
                  alice.arn(), SimulationRequest.of("s3:GetObject"), new PageRequest(10, ""))
              .items()
              .get(0)
              .verdict());
    }
  }

  @Test
  void aRootUsersSessionsEndWithIt() {
    Principal root = new Principal.Root(ACCOUNT);
    try (Sallyport sallyport = alone()) {
      BegunSession session = sallyport.sts().getSessionToken(root, GetSessionTokenRequest.of());
      ClientSigner signer = ClientSigner.of(session.credentials(), clock);
      assertEquals("granted", get(sallyport, signer));
      mine.keys.remove(rootKey.id());
      assertEquals("InvalidToken", get(sallyport, signer));
      assertThrows(
          AccessDeniedException.class,
          () -> sallyport.sts().getSessionToken(root, GetSessionTokenRequest.of()));
    }
    try (Sallyport silent = over(builder -> builder.principalDirectory(id -> mine.find(id)))) {
      assertThrows(
          AccessDeniedException.class,
          () -> silent.sts().getSessionToken(root, GetSessionTokenRequest.of()));
    }
  }

  @Test
  void whatADirectoryThrowsRefusesAndNeverMakesAnonymous() {
    try (Sallyport sallyport =
        over(
            builder ->
                builder.principalDirectory(
                    id -> {
                      throw new IllegalStateException("down");
                    }))) {
      AccessAnswer.Refused refused =
          assertInstanceOf(
              AccessAnswer.Refused.class,
              sallyport
                  .access()
                  .check(ClientSigner.of(aliceKey, clock).s3("GET", "/photos/1.jpg")));
      assertEquals(503, refused.httpStatus());
    }
  }

  private static final String SANDBOX =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
      "Action":["iam:CreateUser","iam:UpdateUser","iam:CreateAccessKey"],\
      "Resource":["arn:aws:iam::111122223333:user/sandbox/*"]}}\
      """;

  private static AccessKey low(Sallyport sallyport) {
    UserName low = new UserName("low");
    sallyport.users().create(low);
    sallyport.users().putPolicy(low, new PolicyName("Sandbox"), SANDBOX);
    return sallyport.users().createAccessKey(low);
  }

  /** Whoever may make users somewhere would turn off the host's by their names. */
  @Test
  void noUserOfTheStoreTakesTheNameOfAHosts() {
    try (Sallyport sallyport = beside()) {
      AccessKey low = low(sallyport);
      String create = "Action=CreateUser&UserName=";
      String sandbox = "&Path=/sandbox/";
      for (String name : List.of("alice", "Alice", "ALICE")) {
        String taken = call(sallyport, low, create + name + sandbox);
        assertTrue(taken.contains("<Code>EntityAlreadyExists</Code>"), taken);
      }
      String own = call(sallyport, low, create + "bob" + sandbox);
      assertTrue(own.contains("<UserName>bob</UserName>"), own);
      String renamed = call(sallyport, low, "Action=UpdateUser&UserName=bob&NewUserName=Alice");
      assertTrue(renamed.contains("<Code>EntityAlreadyExists</Code>"), renamed);
      String cased = call(sallyport, low, "Action=UpdateUser&UserName=bob&NewUserName=Bob");
      assertTrue(cased.contains("UpdateUserResponse"), cased);
      assertEquals("granted", get(sallyport, aliceKey));
      assertThrows(ConflictException.class, () -> sallyport.users().create(ALICE));
    }
  }

  @Test
  void whoMayNotMakeAUserDoesNotLearnWhomTheHostHas() {
    try (Sallyport sallyport = beside()) {
      AccessKey low = low(sallyport);
      String denied = call(sallyport, low, "Action=CreateUser&UserName=alice");
      assertTrue(denied.contains("<Code>AccessDenied</Code>"), denied);
    }
  }

  /** As a name, a key that both have opens nothing. */
  @Test
  void noKeyOfTheStoreTakesTheIdOfAHosts() {
    try (Sallyport sallyport = beside()) {
      sallyport.users().create(BOB);
      AccessKey same = new AccessKey(aliceKey.id(), SecretKey.of("another"));
      assertThrows(ConflictException.class, () -> sallyport.users().importAccessKey(BOB, same));
      assertThrows(ConflictException.class, () -> sallyport.account().importAccessKey(same));
      assertEquals("granted", get(sallyport, aliceKey));
    }
  }

  /** Kept by its name, it would be whoever makes a user of that name in the store. */
  @Test
  void aPolicyNamesNobodyOfWhomItCantBeTold() {
    UnaryOperator<SallyportBuilder> half =
        builder ->
            builder.principalDirectoryOver(
                stored -> PrincipalDirectory.firstOf(id -> mine.find(id), stored));
    try (Sallyport sallyport = over(half)) {
      sallyport.users().create(BOB);
      for (String user : List.of("alice", "nobody", "staff/bob")) {
        assertThrows(
            MalformedPolicyDocumentException.class,
            () -> sallyport.roles().create(CreateRoleRequest.of("R", trusting(user))));
        assertThrows(
            MalformedPolicyDocumentException.class,
            () -> sallyport.pins(PolicyText.kept(trusting(user), PolicyType.TRUST)));
      }
      Role role = sallyport.roles().create(CreateRoleRequest.of("R", trusting("bob")));
      assertEquals(Set.of(arn("bob")), role.pins().ids().keySet());
    }
    try (Sallyport sallyport = over(builder -> half.apply(builder).acceptingUnknownPrincipals())) {
      Role role = sallyport.roles().create(CreateRoleRequest.of("R", trusting("alice")));
      assertEquals(Map.of(), role.pins().ids());
    }
  }

  /**
   * The store has root users where it keeps their keys: else the host could never take one back.
   */
  @Test
  void besideTheStoreARootUsersSessionsEndWithItsKeys() {
    Principal root = new Principal.Root(ACCOUNT);
    try (Sallyport sallyport = beside()) {
      BegunSession session = sallyport.sts().getSessionToken(root, GetSessionTokenRequest.of());
      ClientSigner signer = ClientSigner.of(session.credentials(), clock);
      assertEquals("granted", get(sallyport, signer));
      AccessKey stored = sallyport.account().createAccessKey();
      mine.keys.remove(rootKey.id());
      assertEquals("granted", get(sallyport, signer), "the store has a key");
      sallyport.account().deleteAccessKey(stored.id());
      assertEquals("InvalidToken", get(sallyport, signer));
      assertThrows(
          AccessDeniedException.class,
          () -> sallyport.sts().getSessionToken(root, GetSessionTokenRequest.of()));
    }
  }
}
