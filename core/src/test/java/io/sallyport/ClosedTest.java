package io.sallyport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.access.Requester;
import io.sallyport.account.AccountManager;
import io.sallyport.account.View;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.error.AwsService;
import io.sallyport.error.ClosedException;
import io.sallyport.group.GroupManager;
import io.sallyport.http.RequestHead;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.masterkey.KeyManager;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.provider.ProviderManager;
import io.sallyport.query.QueryApi;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.simulation.PolicySimulator;
import io.sallyport.storage.Key;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.SessionManager;
import io.sallyport.sts.StsService;
import io.sallyport.sts.WebIdentity;
import io.sallyport.testing.Calls;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.user.UserManager;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a closed instance says, and of a null. */
class ClosedTest {
  /** These are of use still: one says how it is, one does nothing, one begins another. */
  private static final Set<String> ANSWERING = Set.of("health", "close", "builder");

  private static final Key ANY = Key.of("any");
  private static final MasterKey KEY = MasterKey.of(new byte[MasterKey.LENGTH]);

  private final Installation installation = new Installation();
  private final Sallyport sallyport = installation.sallyport;
  private final Role role = installation.createRole();

  /** All that an instance gives out, by what it is. */
  private Map<Class<?>, Object> handles() {
    Map<Class<?>, Object> handles = new LinkedHashMap<>();
    handles.put(Sallyport.class, sallyport);
    handles.put(View.class, sallyport.as(sallyport.principal(Installation.TESTER1)));
    handles.put(RoleManager.class, sallyport.roles());
    handles.put(UserManager.class, sallyport.users());
    handles.put(GroupManager.class, sallyport.groups());
    handles.put(ManagedPolicyManager.class, sallyport.policies());
    handles.put(ProviderManager.class, sallyport.providers());
    handles.put(AccountManager.class, sallyport.account());
    handles.put(PolicySimulator.class, sallyport.simulator());
    handles.put(StsService.class, sallyport.sts());
    handles.put(SessionManager.class, sallyport.sessions());
    handles.put(KeyManager.class, sallyport.keys());
    handles.put(AccessControl.class, sallyport.access());
    handles.put(AsyncAccessControl.class, sallyport.accessAsync(Runnable::run));
    handles.put(QueryApi.class, sallyport.query());
    return handles;
  }

  private Calls calls() {
    return new Calls()
        .with(Role.class, role)
        .with(MasterKey.class, KEY)
        .with(AccessAnswer.Granted.class, granted())
        .with(
            WebIdentity.class,
            new WebIdentity(
                "https://idp.example.com",
                "alice",
                List.of("client"),
                "",
                installation.clock.instant(),
                Map.of()));
  }

  private AccessAnswer.Granted granted() {
    sallyport.users().putPolicy(Installation.TESTER1, Installation.POLICY, Installation.ALL_OF_S3);
    RequestHead head =
        ClientSigner.of(installation.key1, installation.clock).s3("GET", "/photos/1.jpg");
    return assertInstanceOf(AccessAnswer.Granted.class, sallyport.access().check(head));
  }

  @Test
  void everyCallOfAClosedInstanceSaysThatItIsClosed() {
    Map<Class<?>, Object> handles = handles();
    Calls calls = calls();
    sallyport.close();
    List<String> others = new ArrayList<>();
    handles.forEach(
        (type, handle) ->
            Calls.methods(type)
                .filter(method -> !ANSWERING.contains(method.getName()))
                .forEach(
                    method -> {
                      Optional<Throwable> thrown =
                          Calls.thrown(method, handle, calls.arguments(method));
                      if (!(thrown.orElse(null) instanceof ClosedException)) {
                        others.add(method + ": " + thrown);
                      }
                    }));
    assertEquals(List.of(), others);
    assertEquals(
        "this instance is closed",
        assertThrows(IllegalStateException.class, sallyport::roles).getMessage());
  }

  @Test
  void whatIsGivenOutStaysItselfWhenItIsClosed() {
    RoleManager roles = sallyport.roles();
    sallyport.close();
    assertEquals(roles, roles);
    assertFalse(roles.equals(sallyport));
    assertEquals(roles.hashCode(), roles.hashCode());
    assertTrue(roles.toString().contains("StoredRoles"), roles::toString);
  }

  @Test
  void healthSaysWhetherItIsOpenAndItMayBeClosedTwice() {
    assertTrue(sallyport.health().isOpen());
    sallyport.close();
    sallyport.close();
    assertFalse(sallyport.health().isOpen());
  }

  @Test
  void nothingThatWasGrantedGrantsMoreOnceItIsClosed() {
    sallyport.users().putPolicy(Installation.TESTER2, Installation.POLICY, Installation.ALL_OF_S3);
    RequestHead head =
        ClientSigner.of(installation.key2, installation.clock).s3("GET", "/photos/1.jpg", Map.of());
    AccessControl access = sallyport.access();
    AccessAnswer.Granted granted = assertInstanceOf(AccessAnswer.Granted.class, access.check(head));
    Requester requester = granted.requester();
    sallyport.close();
    assertThrows(ClosedException.class, () -> access.check(head));
    assertThrows(ClosedException.class, () -> access.check(head, "".getBytes(UTF_8)));
    assertThrows(ClosedException.class, () -> requester.decide("s3:GetObject", "*"));
    assertThrows(ClosedException.class, granted::missingKey);
    assertThrows(ClosedException.class, granted::explain);
  }

  @Test
  void everyNullIsRefusedByTheNameOfItsParameter() {
    Calls calls = calls();
    List<String> others = new ArrayList<>();
    handles()
        .forEach(
            (type, handle) ->
                Calls.methods(type)
                    .forEach(method -> others.addAll(NullsTest.unnamed(calls, method, handle))));
    Requester requester =
        assertInstanceOf(
                AccessAnswer.Refused.class,
                sallyport
                    .access()
                    .check(
                        ClientSigner.of(installation.key2, installation.clock)
                            .s3("GET", "/photos/1.jpg", Map.of())))
            .requester()
            .orElseThrow();
    Calls.methods(Requester.class)
        .filter(ClosedTest::isOfAnInstance)
        .forEach(method -> others.addAll(NullsTest.unnamed(calls, method, requester)));
    assertEquals(List.of(), others);
  }

  private static boolean isOfAnInstance(Method method) {
    return !Modifier.isStatic(method.getModifiers());
  }

  @Test
  void aStoreThatIsGivenIsClosedAndOneThatIsLentIsNot() {
    MemoryStore given = new MemoryStore();
    Sallyport.builder().store(given).masterKey(KEY).build().close();
    assertThrows(StoreUnavailableException.class, () -> given.get(ANY));

    MemoryStore lent = new MemoryStore();
    Sallyport.builder().lentStore(lent).masterKey(KEY).build().close();
    assertEquals(Optional.empty(), lent.get(ANY));
    try (Sallyport again = Sallyport.builder().lentStore(lent).masterKey(KEY).build()) {
      assertTrue(again.health().hasAllKeys());
    }
  }

  @Test
  void anInstanceThatCantBeBuiltClosesAStoreThatIsGivenAndLeavesOneThatIsLent() {
    MemoryStore given = new MemoryStore();
    assertThrows(IllegalStateException.class, () -> Sallyport.builder().store(given).build());
    assertThrows(StoreUnavailableException.class, () -> given.get(ANY));

    MemoryStore lent = new MemoryStore();
    assertThrows(IllegalStateException.class, () -> Sallyport.builder().lentStore(lent).build());
    assertEquals(Optional.empty(), lent.get(ANY));
  }

  @Test
  void neitherDoesAnErrorOfTheHostsLeaveTheStoreOpen() {
    MemoryStore store = new MemoryStore();
    MasterKey unloadable =
        new MasterKey() {
          @Override
          public byte[] wrap(byte[] key, byte[] context) {
            throw new NoClassDefFoundError();
          }

          @Override
          public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
            throw new NoClassDefFoundError();
          }
        };
    SallyportBuilder builder = Sallyport.builder().store(store).masterKey(unloadable);
    assertThrows(NoClassDefFoundError.class, builder::build);
    assertThrows(StoreUnavailableException.class, () -> store.get(ANY));
  }

  /** The host's directory of users, over the store's, which it keeps, and asks as it gets it. */
  private static final class Over implements UnaryOperator<PrincipalDirectory> {
    final Set<Thread> before = Thread.getAllStackTraces().keySet();
    final List<PrincipalDirectory> given = new ArrayList<>();
    final List<Thread> begun = new ArrayList<>();

    @Override
    public PrincipalDirectory apply(PrincipalDirectory stored) {
      given.add(stored);
      assertFindsNobody();
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("sallyport-") && !before.contains(thread))
          .forEach(begun::add);
      return stored;
    }

    void assertFindsNobody() {
      assertEquals(Optional.empty(), given.get(0).find(new AccessKeyId("AKIANOBODY")));
    }
  }

  private static SallyportBuilder builder(Over users) {
    return Sallyport.builder()
        .lentStore(new MemoryStore())
        .masterKey(KEY)
        .principalDirectoryOver(users);
  }

  @Test
  void theStoresUsersThatAHostWasGivenAreClosedWithTheInstance() {
    Over users = new Over();
    Sallyport instance = builder(users).build();
    users.assertFindsNobody();
    instance.close();
    assertThrows(ClosedException.class, users::assertFindsNobody);
  }

  @Test
  void anInstanceThatCantBeBuiltEndsAllThatItBegan() throws InterruptedException {
    Over users = new Over();
    SallyportBuilder builder =
        builder(users).action(AwsService.IAM, "CreateRole", (who, it) -> fail());
    assertThrows(IllegalArgumentException.class, builder::build);
    assertThrows(ClosedException.class, users::assertFindsNobody);
    assertFalse(users.begun.isEmpty());
    for (Thread thread : users.begun) {
      thread.join(10_000);
      assertFalse(thread.isAlive(), thread::getName);
    }
  }
}
