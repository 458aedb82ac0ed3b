package io.sallyport.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.IamException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.managed.HolderFilter;
import io.sallyport.managed.ManagedPolicy;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.managed.PolicyFilter;
import io.sallyport.managed.PolicyVersion;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.Turns;
import io.sallyport.testing.UnkeptDocuments;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * Two clients change roles, managed policies and who has them, call of the store by call in any
 * order: what they were told and what is left is as if each had done one thing after the other, and
 * all that is left can be read, listed and deleted.
 */
class HeldPoliciesProperties {
  private static final int EACH = 2;
  private static final String TRUST =
      """
      {"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}\
      """;

  private static final String ALLOW =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}\
      """;

  enum Kind {
    CREATE_ROLE,
    CREATE_BOUNDED_ROLE,
    DELETE_ROLE,
    ATTACH,
    DETACH,
    BOUND,
    UNBOUND,
    TAG,
    CREATE_POLICY,
    CREATE_VERSION,
    CREATE_DEFAULT_VERSION,
    DELETE_VERSION,
    DELETE_POLICY
  }

  record Operation(Kind kind, int role, int policy) {

    /** Does it, and answers what the client is told. */
    String in(World world) {
      RoleName name = new RoleName("role" + role);
      PolicyArn arn = new PolicyArn("arn:aws:iam:::policy/policy" + policy);
      CreateRoleRequest create = CreateRoleRequest.of(name.value(), TRUST);
      try {
        switch (kind) {
          case CREATE_ROLE -> {
            Role unused = world.roles.create(create);
          }
          case CREATE_BOUNDED_ROLE -> {
            Role unused = world.roles.create(create.withPermissionsBoundary(arn));
          }
          case DELETE_ROLE -> world.roles.delete(name);
          case ATTACH -> world.roles.attachPolicy(name, arn);
          case DETACH -> world.roles.detachPolicy(name, arn);
          case BOUND -> world.roles.putPermissionsBoundary(name, arn);
          case UNBOUND -> world.roles.deletePermissionsBoundary(name);
          case TAG -> world.roles.tag(name, Tags.of(new Tag("k", "v" + policy)));
          case CREATE_POLICY -> {
            ManagedPolicy unused =
                world.policies.create(CreatePolicyRequest.of(arn.name().value(), ALLOW));
          }
          case CREATE_VERSION -> {
            PolicyVersion unused = world.policies.createVersion(arn, ALLOW);
          }
          case CREATE_DEFAULT_VERSION -> {
            PolicyVersion unused = world.policies.createDefaultVersion(arn, ALLOW);
          }
          case DELETE_VERSION -> world.policies.deleteVersion(arn, PolicyVersionId.of(1));
          case DELETE_POLICY -> world.policies.delete(arn);
        }
        return "done";
      } catch (IamException e) {
        return e.code();
      }
    }
  }

  /** A store as a client uses it. */
  private record World(RoleManager roles, ManagedPolicyManager policies) {
    static World of(IamStore store) {
      Foundation foundation =
          Foundation.of(
              UnkeptDocuments.of(store), new RandomIds(new SecureRandom()), new SettableClock());
      return new World(
          new StoredRoles(AccountId.EMPTY, foundation, Authority.UNCHECKED),
          new StoredPolicies(AccountId.EMPTY, foundation, Authority.UNCHECKED));
    }

    List<Role> allRoles() {
      return roles.list("/", PageRequest.FIRST).items();
    }

    List<ManagedPolicy> allPolicies() {
      return policies
          .list(PolicyFilter.ALL.withScope(PolicyFilter.Scope.OWN), PageRequest.FIRST)
          .items();
    }

    /** All that is there, ids aside. */
    String state() {
      StringBuilder state = new StringBuilder();
      allRoles().forEach(role -> state.append(role.name()).append(role.holdings()).append(';'));
      for (ManagedPolicy policy : allPolicies()) {
        state.append(policy.name()).append(policy.attachments()).append(policy.boundaries());
        policies
            .listVersions(policy.arn(), PageRequest.FIRST)
            .items()
            .forEach(version -> state.append(version.id()).append(version.isDefault()));
        state.append(';');
      }
      return state.toString();
    }
  }

  @Provide
  Arbitrary<List<Operation>> operations() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, EACH - 1);
    return Combinators.combine(Arbitraries.of(Kind.class), number, number)
        .as(Operation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Property(tries = 200)
  void anyInterleavingIsAsIfOneCameAfterTheOther(
      @ForAll("operations") List<Operation> before,
      @ForAll("operations") List<Operation> first,
      @ForAll("operations") List<Operation> second,
      @ForAll @Size(max = 30) List<Boolean> order)
      throws Exception {
    MemoryStore store = new MemoryStore();
    prepare(before, World.of(store));
    List<List<String>> told = run(store, List.of(first, second), order);
    World after = World.of(store);
    String left = after.state() + told;
    List<String> possible = new ArrayList<>();
    merge(first, second, new ArrayList<>(), before, possible);
    assertTrue(possible.contains(left), () -> left + " is none of " + possible);
    assertWhole(after);
    clear(after);
    for (String kind : List.of("role", "policy", "policy-version", "policy-use", "attached")) {
      assertEquals(List.of(), store.list(KeyRange.under(kind), 10).entries(), kind);
    }
  }

  /** A role with an attached policy, and what else was drawn. */
  private static void prepare(List<Operation> before, World world) {
    for (Kind kind : List.of(Kind.CREATE_POLICY, Kind.CREATE_ROLE, Kind.ATTACH)) {
      assertEquals("done", new Operation(kind, 0, 0).in(world));
    }
    before.forEach(operation -> operation.in(world));
  }

  /** What is left and told after each order of two clients' operations, of which each keeps its. */
  private static void merge(
      List<Operation> first,
      List<Operation> second,
      List<Boolean> chosen,
      List<Operation> before,
      List<String> possible) {
    if (chosen.size() == first.size() + second.size()) {
      World world = World.of(new MemoryStore());
      prepare(before, world);
      List<List<String>> told = List.of(new ArrayList<>(), new ArrayList<>());
      for (boolean isSecond : chosen) {
        List<String> mine = told.get(isSecond ? 1 : 0);
        mine.add((isSecond ? second : first).get(mine.size()).in(world));
      }
      possible.add(world.state() + told);
      return;
    }
    for (boolean isSecond : new boolean[] {false, true}) {
      long done = chosen.stream().filter(one -> one == isSecond).count();
      if (done < (isSecond ? second : first).size()) {
        List<Boolean> more = new ArrayList<>(chosen);
        more.add(isSecond);
        merge(first, second, more, before, possible);
      }
    }
  }

  private static List<List<String>> run(
      IamStore store, List<List<Operation>> clients, List<Boolean> order) throws Exception {
    Turns turns = new Turns(order);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<String>>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int client = i;
        running.add(
            threads.submit(
                () -> {
                  try {
                    World world = World.of(turns.of(client, store));
                    return clients.get(client).stream().map(each -> each.in(world)).toList();
                  } finally {
                    turns.finish(client);
                  }
                }));
      }
      List<List<String>> told = new ArrayList<>();
      for (Future<List<String>> client : running) {
        told.add(client.get(1, TimeUnit.MINUTES));
      }
      return told;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Who has what is there, and each policy knows of just those who have it. */
  private static void assertWhole(World world) {
    for (Role role : world.allRoles()) {
      Holdings held = role.holdings();
      held.attached().forEach(arn -> assertTrue(world.policies.find(arn).isPresent()));
      held.boundary().ifPresent(arn -> assertTrue(world.policies.find(arn).isPresent()));
    }
    for (ManagedPolicy policy : world.allPolicies()) {
      PolicyArn arn = policy.arn();
      List<Role> holders =
          world.allRoles().stream()
              .filter(
                  role ->
                      role.holdings().attached().contains(arn)
                          || role.holdings().boundary().filter(arn::equals).isPresent())
              .toList();
      assertEquals(
          holders.stream().map(role -> role.id().value()).sorted().toList(),
          world.policies.listHolders(arn, HolderFilter.ALL, PageRequest.FIRST).items().stream()
              .map(holder -> holder.id())
              .sorted()
              .toList());
    }
  }

  private static void clear(World world) {
    for (Role role : world.allRoles()) {
      role.holdings().attached().forEach(arn -> world.roles.detachPolicy(role.name(), arn));
      world.roles.delete(role.name());
    }
    for (ManagedPolicy policy : world.allPolicies()) {
      world.policies.listVersions(policy.arn(), PageRequest.FIRST).items().stream()
          .filter(version -> !version.isDefault())
          .forEach(version -> world.policies.deleteVersion(policy.arn(), version.id()));
      world.policies.delete(policy.arn());
    }
  }
}
