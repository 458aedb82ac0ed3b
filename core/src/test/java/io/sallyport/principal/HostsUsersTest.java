package io.sallyport.principal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

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
      assertThrows(UnsupportedActionException.class, sallyport.account()::createAccessKey);
      assertThrows(UnsupportedActionException.class, sallyport.account()::listAccessKeys);
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
      BegunSession session =
          sallyport.sts().getSessionToken(alice, GetSessionTokenRequest.create());
      ClientSigner ofSession = ClientSigner.of(session.credentials(), clock);
      assertEquals("granted", get(sallyport, ofSession));
      UserName same = new UserName("ALICE");
      sallyport.users().create(same);
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
      BegunSession session = sallyport.sts().getSessionToken(root, GetSessionTokenRequest.create());
      ClientSigner signer = ClientSigner.of(session.credentials(), clock);
      assertEquals("granted", get(sallyport, signer));
      mine.keys.remove(rootKey.id());
      assertEquals("InvalidToken", get(sallyport, signer));
      assertThrows(
          AccessDeniedException.class,
          () -> sallyport.sts().getSessionToken(root, GetSessionTokenRequest.create()));
    }
    try (Sallyport silent = over(builder -> builder.principalDirectory(id -> mine.find(id)))) {
      assertThrows(
          AccessDeniedException.class,
          () -> silent.sts().getSessionToken(root, GetSessionTokenRequest.create()));
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
}
