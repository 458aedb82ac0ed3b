package io.sallyport.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.account.AccountManager;
import io.sallyport.credential.AccessKeyMetadata;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.document.Documents;
import io.sallyport.group.Group;
import io.sallyport.group.GroupManager;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPolicies;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.Tags;
import io.sallyport.keyring.KeyRing;
import io.sallyport.managed.HolderFilter;
import io.sallyport.managed.ManagedPolicy;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.managed.PolicyFilter;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.provider.ProviderManager;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.TwoClients;
import io.sallyport.testing.UnkeptDocuments;
import io.sallyport.user.User;
import io.sallyport.user.UserManager;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All entities of an account, as a client of their store uses them. */
final class EntityWorld implements TwoClients.Plain<EntityOperation> {
  private static final SettableClock CLOCK = new SettableClock();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Documents ELSEWHERE = UnkeptDocuments.of(new MemoryStore());
  private static final KeyRing KEYS =
      KeyRing.open(ELSEWHERE, MasterKey.of(new byte[MasterKey.LENGTH]), RANDOM, CLOCK);
  private static final KeyUses USES = new KeyUses(ELSEWHERE, CLOCK);

  /** What an account keeps of its own, though nothing is in it. */
  private static final List<String> ROSTERS = List.of("account", "oidc-providers");

  private final IamStore store;
  private final Documents documents;
  private final StoredPrincipals directory;
  final RoleManager roles;
  final UserManager users;
  final GroupManager groups;
  final ManagedPolicyManager policies;
  final ProviderManager providers;
  final AccountManager account;

  EntityWorld(IamStore store) {
    this.store = store;
    documents = UnkeptDocuments.of(store);
    directory = StoredPrincipals.alone(documents, KEYS);
    Pinning pinning = new Pinning(documents, Optional.empty(), Pinning.Missing.REFUSED);
    Foundation foundation =
        new Foundation(
            documents,
            new RandomIds(RANDOM),
            CLOCK,
            Tags::adding,
            pinning,
            Neighbours.NONE,
            Set.of());
    AccountId id = AccountId.EMPTY;
    Authority all = Authority.UNCHECKED;
    roles = new StoredRoles(id, foundation, all);
    users = new StoredUsers(id, foundation, KEYS, USES, all);
    groups = new StoredGroups(id, foundation, all);
    policies = new StoredPolicies(id, foundation, all);
    providers = new StoredProviders(id, foundation, all);
    account = new StoredAccount(id, foundation, KEYS, all, all, all);
  }

  @Override
  public String tell(EntityOperation operation) {
    return operation.in(this);
  }

  @Override
  public EntityWorld copy() {
    MemoryStore copy = new MemoryStore();
    Write[] writes =
        store.list(KeyRange.all(), 1000).entries().stream()
            .map(entry -> new Write.Create(entry.key(), entry.value()))
            .toArray(Write[]::new);
    if (writes.length > 0) {
      CommitResult unused = copy.commit(Commit.of(writes));
    }
    return new EntityWorld(copy);
  }

  /** Stops following the store, which stays open. */
  @Override
  public void close() {
    documents.close();
  }

  static String shown(Role role) {
    return role.name() + role.description() + role.holdings();
  }

  static String shown(User user) {
    return user.name() + user.path().value() + user.holdings();
  }

  static String shown(Group group) {
    return group.name() + group.path().value() + group.holdings();
  }

  private List<Role> allRoles() {
    return roles.list("/", PageRequest.FIRST).items();
  }

  private List<User> allUsers() {
    return users.list("/", PageRequest.FIRST).items();
  }

  private List<Group> allGroups() {
    return groups.list("/", PageRequest.FIRST).items();
  }

  private List<ManagedPolicy> allPolicies() {
    return policies
        .list(PolicyFilter.ALL.withScope(PolicyFilter.Scope.OWN), PageRequest.FIRST)
        .items();
  }

  /** All that is there, ids and times aside. */
  @Override
  public List<String> state() {
    List<String> state = new ArrayList<>();
    for (Role role : allRoles()) {
      String trust = role.trustPolicy().text();
      state.add(shown(role) + trust.replaceAll("A(IDA|ROA)[A-Z0-9]+", "gone"));
    }
    for (User user : allUsers()) {
      state.add(shown(user) + keys(users.listAccessKeys(user.name())) + users.caps(user.name()));
    }
    for (Group group : allGroups()) {
      state.add(shown(group) + members(group).stream().map(User::name).toList());
    }
    for (ManagedPolicy policy : allPolicies()) {
      state.add(policy.name() + "" + policy.attachments() + policy.boundaries() + policy.tags());
      policies
          .listVersions(policy.arn(), PageRequest.FIRST)
          .items()
          .forEach(version -> state.add("  " + version.id() + version.isDefault()));
    }
    providers.list().forEach(name -> state.add(providers.get(name).toString()));
    state.add(account.alias() + keys(account.listAccessKeys()));
    return state;
  }

  private static String keys(List<AccessKeyMetadata> keys) {
    return keys.stream().map(key -> key.id() + " " + key.status()).toList().toString();
  }

  private List<User> members(Group group) {
    return groups.listUsers(group.name(), PageRequest.FIRST).items();
  }

  /** Who is listed can be read, has nothing that isn't there, and is known to have it. */
  void assertWhole() {
    allRoles().forEach(role -> assertEquals(role, roles.get(role.name())));
    allUsers().forEach(this::assertWhole);
    for (Group group : allGroups()) {
      assertEquals(group, groups.get(group.name()));
      members(group).forEach(user -> assertTrue(groupsOf(user).contains(group)));
    }
    for (ManagedPolicy policy : allPolicies()) {
      assertEquals(policy, policies.get(policy.arn()));
    }
    for (Holdings held : allHoldings().map(Held::holdings).toList()) {
      Stream.concat(held.attached().stream(), held.boundary().stream())
          .forEach(arn -> assertTrue(policies.find(arn).isPresent(), arn::toString));
    }
    allPolicies().forEach(this::assertHolders);
    account.listAccessKeys().forEach(key -> assertOpens(key, "arn:aws:iam:::root"));
  }

  private void assertWhole(User user) {
    assertEquals(user, users.get(user.name()));
    for (Group group : groupsOf(user)) {
      assertEquals(group, groups.get(group.name()));
      assertTrue(members(group).contains(user));
    }
    users.listAccessKeys(user.name()).forEach(key -> assertOpens(key, user.arn().toString()));
  }

  private List<Group> groupsOf(User user) {
    return groups.listFor(user.name(), PageRequest.FIRST).items();
  }

  private void assertOpens(AccessKeyMetadata key, String arn) {
    assertEquals(
        key.status() == AccessKeyStatus.ACTIVE ? List.of(arn) : List.of(),
        directory.find(key.id()).stream().map(found -> found.holder().name()).toList());
  }

  private record Held(String id, String name, Holdings holdings) {}

  private Stream<Held> allHoldings() {
    return Stream.of(
            allRoles().stream().map(r -> new Held(r.id().value(), r.arn() + "", r.holdings())),
            allUsers().stream().map(u -> new Held(u.id().value(), u.arn() + "", u.holdings())),
            allGroups().stream().map(g -> new Held(g.id().value(), g.arn() + "", g.holdings())))
        .flatMap(all -> all);
  }

  /** A policy knows of just those who have it, by the names that they have now. */
  private void assertHolders(ManagedPolicy policy) {
    assertEquals(
        allHoldings()
            .filter(
                held ->
                    held.holdings().attached().contains(policy.arn())
                        || held.holdings().boundary().stream().anyMatch(policy.arn()::equals))
            .map(held -> held.id() + held.name())
            .sorted()
            .toList(),
        policies.listHolders(policy.arn(), HolderFilter.ALL, PageRequest.FIRST).items().stream()
            .map(holder -> holder.id() + holder.arn(AccountId.EMPTY))
            .sorted()
            .toList());
  }

  /** Deletes all that can be found; then nothing else is left. */
  void clear() {
    allRoles()
        .forEach(
            role -> {
              strip(roles, role.name(), role.holdings());
              roles.delete(role.name());
            });
    for (User user : allUsers()) {
      strip(users, user.name(), user.holdings());
      users
          .listAccessKeys(user.name())
          .forEach(key -> users.deleteAccessKey(user.name(), key.id()));
      groupsOf(user).forEach(group -> groups.removeUser(group.name(), user.name()));
      users.delete(user.name());
    }
    for (Group group : allGroups()) {
      strip(groups, group.name(), group.holdings());
      groups.delete(group.name());
    }
    for (ManagedPolicy policy : allPolicies()) {
      policies.listVersions(policy.arn(), PageRequest.FIRST).items().stream()
          .filter(version -> !version.isDefault())
          .forEach(version -> policies.deleteVersion(policy.arn(), version.id()));
      policies.delete(policy.arn());
    }
    providers.list().forEach(providers::delete);
    account.alias().ifPresent(account::deleteAlias);
    account.listAccessKeys().forEach(key -> account.deleteAccessKey(key.id()));
    assertEquals(
        List.of(),
        store.list(KeyRange.all(), 100).entries().stream()
            .map(Entry::key)
            .filter(key -> !ROSTERS.contains(key.segments().get(0)))
            .toList());
  }

  private static <N> void strip(EntityPolicies<N> of, N name, Holdings held) {
    held.attached().forEach(policy -> of.detachPolicy(name, policy));
    held.inline().texts().keySet().forEach(policy -> of.deletePolicy(name, policy));
  }
}
