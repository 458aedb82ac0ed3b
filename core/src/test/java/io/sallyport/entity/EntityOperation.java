package io.sallyport.entity;

import io.sallyport.account.AccountAlias;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.IamException;
import io.sallyport.error.UnavailableException;
import io.sallyport.identity.ClientId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.Thumbprint;
import io.sallyport.identity.UserName;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.UpdateRoleRequest;
import io.sallyport.testing.TwoClients;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.CreateUserRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client may do with the entities of an account, of which there are two of each kind.
 *
 * @param name which of the kinds of operations it is
 * @param one the number of what it is done to
 * @param two the number of what else there is to it
 */
record EntityOperation(String name, int one, int two) implements TwoClients.Operation {

  private static final String ALLOW =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}\
      """;

  /** Kinds of entities. */
  enum Noun {
    ROLE,
    USER,
    KEY,
    GROUP,
    POLICY,
    PROVIDER,
    ACCOUNT
  }

  private interface Work {
    /** Does it, and answers what the client is told besides that it is done. */
    Object in(EntityWorld world, int one, int two);
  }

  private static Object done(Runnable work) {
    work.run();
    return "done";
  }

  /** What is done, to which kinds of entities. */
  private record Kind(String name, Work work, Set<Noun> nouns) {
    Kind(String name, Work work, Noun... nouns) {
      this(name, work, Set.of(nouns));
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("CREATE_ROLE", (w, one, two) -> w.roles.create(newRole(one)), Noun.ROLE),
          new Kind(
              "CREATE_BOUNDED_ROLE",
              (w, one, two) -> w.roles.create(newRole(one).withPermissionsBoundary(policy(two))),
              Noun.ROLE,
              Noun.POLICY),
          new Kind(
              "CREATE_ROLE_FOR_USER",
              (w, one, two) ->
                  w.roles.create(CreateRoleRequest.of(role(one).value(), trust("user/user" + two))),
              Noun.ROLE,
              Noun.USER),
          new Kind(
              "TRUST_ROLE",
              (w, one, two) ->
                  done(() -> w.roles.updateTrustPolicy(role(one), trust("role/role" + two))),
              Noun.ROLE),
          new Kind(
              "UPDATE_ROLE",
              (w, one, two) ->
                  w.roles
                      .update(UpdateRoleRequest.of(role(one)).withDescription("of " + two))
                      .name(),
              Noun.ROLE),
          new Kind(
              "GET_ROLE",
              (w, one, two) -> w.roles.find(role(one)).map(EntityWorld::shown),
              Noun.ROLE),
          new Kind(
              "DELETE_ROLE", (w, one, two) -> done(() -> w.roles.delete(role(one))), Noun.ROLE),
          new Kind(
              "PUT_ROLE_POLICY",
              (w, one, two) -> done(() -> w.roles.putPolicy(role(one), inline(two), ALLOW)),
              Noun.ROLE),
          new Kind(
              "DELETE_ROLE_POLICY",
              (w, one, two) -> done(() -> w.roles.deletePolicy(role(one), inline(two))),
              Noun.ROLE),
          new Kind(
              "ATTACH_ROLE_POLICY",
              (w, one, two) -> done(() -> w.roles.attachPolicy(role(one), policy(two))),
              Noun.ROLE,
              Noun.POLICY),
          new Kind(
              "DETACH_ROLE_POLICY",
              (w, one, two) -> done(() -> w.roles.detachPolicy(role(one), policy(two))),
              Noun.ROLE,
              Noun.POLICY),
          new Kind(
              "BOUND_ROLE",
              (w, one, two) -> done(() -> w.roles.putPermissionsBoundary(role(one), policy(two))),
              Noun.ROLE,
              Noun.POLICY),
          new Kind(
              "UNBOUND_ROLE",
              (w, one, two) -> done(() -> w.roles.deletePermissionsBoundary(role(one))),
              Noun.ROLE),
          new Kind(
              "TAG_ROLE",
              (w, one, two) -> done(() -> w.roles.tag(role(one), tags(two))),
              Noun.ROLE),
          new Kind(
              "UNTAG_ROLE",
              (w, one, two) -> done(() -> w.roles.untag(role(one), Set.of("k"))),
              Noun.ROLE),
          new Kind("CREATE_USER", (w, one, two) -> w.users.create(user(one)), Noun.USER),
          new Kind(
              "CREATE_BOUNDED_USER",
              (w, one, two) ->
                  w.users.create(
                      CreateUserRequest.of(user(one)).withPermissionsBoundary(policy(two))),
              Noun.USER,
              Noun.POLICY),
          new Kind(
              "RENAME_USER",
              (w, one, two) -> w.users.update(user(one), Renaming.to(user(two))),
              Noun.USER),
          new Kind(
              "MOVE_USER",
              (w, one, two) -> w.users.update(user(one), Renaming.to(path(two))),
              Noun.USER),
          new Kind(
              "GET_USER",
              (w, one, two) -> w.users.find(user(one)).map(EntityWorld::shown),
              Noun.USER),
          new Kind(
              "DELETE_USER", (w, one, two) -> done(() -> w.users.delete(user(one))), Noun.USER),
          new Kind(
              "PUT_USER_POLICY",
              (w, one, two) -> done(() -> w.users.putPolicy(user(one), inline(two), ALLOW)),
              Noun.USER),
          new Kind(
              "ATTACH_USER_POLICY",
              (w, one, two) -> done(() -> w.users.attachPolicy(user(one), policy(two))),
              Noun.USER,
              Noun.POLICY),
          new Kind(
              "DETACH_USER_POLICY",
              (w, one, two) -> done(() -> w.users.detachPolicy(user(one), policy(two))),
              Noun.USER,
              Noun.POLICY),
          new Kind(
              "BOUND_USER",
              (w, one, two) -> done(() -> w.users.putPermissionsBoundary(user(one), policy(two))),
              Noun.USER,
              Noun.POLICY),
          new Kind(
              "UNBOUND_USER",
              (w, one, two) -> done(() -> w.users.deletePermissionsBoundary(user(one))),
              Noun.USER),
          new Kind(
              "TAG_USER",
              (w, one, two) -> done(() -> w.users.tag(user(one), tags(two))),
              Noun.USER),
          new Kind(
              "ADD_CAPS",
              (w, one, two) -> w.users.addCaps(user(one), caps(two)).toString(),
              Noun.USER),
          new Kind(
              "REMOVE_CAPS",
              (w, one, two) -> w.users.removeCaps(user(one), caps(two)).toString(),
              Noun.USER),
          new Kind(
              "CREATE_KEY",
              (w, one, two) -> done(() -> w.users.importAccessKey(user(one), key(two))),
              Noun.USER,
              Noun.KEY),
          new Kind(
              "DISABLE_KEY",
              (w, one, two) ->
                  done(
                      () ->
                          w.users.updateAccessKey(
                              user(one), key(two).id(), AccessKeyStatus.INACTIVE)),
              Noun.USER,
              Noun.KEY),
          new Kind(
              "DELETE_KEY",
              (w, one, two) -> done(() -> w.users.deleteAccessKey(user(one), key(two).id())),
              Noun.USER,
              Noun.KEY),
          new Kind(
              "CREATE_ROOT_KEY",
              (w, one, two) -> done(() -> w.account.importAccessKey(key(two))),
              Noun.ACCOUNT,
              Noun.KEY),
          new Kind(
              "DELETE_ROOT_KEY",
              (w, one, two) -> done(() -> w.account.deleteAccessKey(key(two).id())),
              Noun.ACCOUNT,
              Noun.KEY),
          new Kind("CREATE_GROUP", (w, one, two) -> w.groups.create(group(one)), Noun.GROUP),
          new Kind(
              "RENAME_GROUP",
              (w, one, two) -> w.groups.update(group(one), Renaming.to(group(two))),
              Noun.GROUP),
          new Kind(
              "GET_GROUP",
              (w, one, two) -> w.groups.find(group(one)).map(EntityWorld::shown),
              Noun.GROUP),
          new Kind(
              "DELETE_GROUP", (w, one, two) -> done(() -> w.groups.delete(group(one))), Noun.GROUP),
          new Kind(
              "PUT_GROUP_POLICY",
              (w, one, two) -> done(() -> w.groups.putPolicy(group(one), inline(two), ALLOW)),
              Noun.GROUP),
          new Kind(
              "ATTACH_GROUP_POLICY",
              (w, one, two) -> done(() -> w.groups.attachPolicy(group(one), policy(two))),
              Noun.GROUP,
              Noun.POLICY),
          new Kind(
              "DETACH_GROUP_POLICY",
              (w, one, two) -> done(() -> w.groups.detachPolicy(group(one), policy(two))),
              Noun.GROUP,
              Noun.POLICY),
          new Kind(
              "ADD_USER",
              (w, one, two) -> done(() -> w.groups.addUser(group(one), user(two))),
              Noun.GROUP,
              Noun.USER),
          new Kind(
              "REMOVE_USER",
              (w, one, two) -> done(() -> w.groups.removeUser(group(one), user(two))),
              Noun.GROUP,
              Noun.USER),
          new Kind(
              "CREATE_POLICY",
              (w, one, two) ->
                  w.policies.create(CreatePolicyRequest.of(policy(one).name().value(), ALLOW)),
              Noun.POLICY),
          new Kind(
              "CREATE_VERSION",
              (w, one, two) -> w.policies.createVersion(policy(one), ALLOW).id().value(),
              Noun.POLICY),
          new Kind(
              "CREATE_DEFAULT_VERSION",
              (w, one, two) -> w.policies.createDefaultVersion(policy(one), ALLOW).id().value(),
              Noun.POLICY),
          new Kind(
              "SET_DEFAULT_VERSION",
              (w, one, two) -> done(() -> w.policies.setDefaultVersion(policy(one), version(two))),
              Noun.POLICY),
          new Kind(
              "DELETE_VERSION",
              (w, one, two) -> done(() -> w.policies.deleteVersion(policy(one), version(two))),
              Noun.POLICY),
          new Kind(
              "DELETE_POLICY",
              (w, one, two) -> done(() -> w.policies.delete(policy(one))),
              Noun.POLICY),
          new Kind(
              "TAG_POLICY",
              (w, one, two) -> done(() -> w.policies.tag(policy(one), tags(two))),
              Noun.POLICY),
          new Kind(
              "CREATE_PROVIDER",
              (w, one, two) ->
                  w.providers.create(CreateProviderRequest.of("https://" + provider(one).value())),
              Noun.PROVIDER),
          new Kind(
              "GET_PROVIDER",
              (w, one, two) -> w.providers.find(provider(one)).map(Object::toString),
              Noun.PROVIDER),
          new Kind("LIST_PROVIDERS", (w, one, two) -> w.providers.list().toString(), Noun.PROVIDER),
          new Kind(
              "DELETE_PROVIDER",
              (w, one, two) -> done(() -> w.providers.delete(provider(one))),
              Noun.PROVIDER),
          new Kind(
              "ADD_CLIENT_ID",
              (w, one, two) -> done(() -> w.providers.addClientId(provider(one), clientId(two))),
              Noun.PROVIDER),
          new Kind(
              "REMOVE_CLIENT_ID",
              (w, one, two) -> done(() -> w.providers.removeClientId(provider(one), clientId(two))),
              Noun.PROVIDER),
          new Kind(
              "UPDATE_THUMBPRINTS",
              (w, one, two) ->
                  done(
                      () ->
                          w.providers.updateThumbprints(
                              provider(one), List.of(new Thumbprint(("" + two).repeat(40))))),
              Noun.PROVIDER),
          new Kind(
              "TAG_PROVIDER",
              (w, one, two) -> done(() -> w.providers.tag(provider(one), tags(two))),
              Noun.PROVIDER),
          new Kind(
              "CREATE_ALIAS",
              (w, one, two) -> done(() -> w.account.createAlias(alias(one))),
              Noun.ACCOUNT),
          new Kind(
              "GET_ALIAS", (w, one, two) -> w.account.alias().map(Object::toString), Noun.ACCOUNT),
          new Kind(
              "DELETE_ALIAS",
              (w, one, two) -> done(() -> w.account.deleteAlias(alias(one))),
              Noun.ACCOUNT));

  private static final Map<String, Kind> BY_NAME =
      KINDS.stream().collect(Collectors.toMap(Kind::name, kind -> kind));

  /** The names of the operations that have to do with such entities. */
  static List<String> about(Noun noun) {
    return KINDS.stream().filter(kind -> kind.nouns.contains(noun)).map(Kind::name).toList();
  }

  @Override
  public boolean isDeletion() {
    return Set.of("DELETE_ROLE", "DELETE_USER", "DELETE_GROUP", "DELETE_POLICY").contains(name);
  }

  /** Does it, and answers what the client is told; ids and times aside. */
  String in(EntityWorld world) {
    try {
      Object answer = Objects.requireNonNull(BY_NAME.get(name)).work.in(world, one, two);
      return answer instanceof String || answer instanceof Optional ? answer.toString() : "done";
    } catch (UnavailableException e) {
      throw e;
    } catch (IamException e) {
      return e.code() + ": " + e.getMessage();
    }
  }

  private static CreateRoleRequest newRole(int number) {
    return CreateRoleRequest.of(role(number).value(), trust(""));
  }

  /** Trusts a user or a role, or everybody. */
  private static String trust(String who) {
    String principal = who.isEmpty() ? "\"*\"" : "{\"AWS\":\"arn:aws:iam:::" + who + "\"}";
    return """
    {"Statement":{"Effect":"Allow","Principal":%s,"Action":"sts:AssumeRole"}}\
    """
        .formatted(principal);
  }

  private static RoleName role(int number) {
    return new RoleName("role" + number);
  }

  private static UserName user(int number) {
    return new UserName("user" + number);
  }

  private static EntityPath path(int number) {
    return new EntityPath("/path" + number + "/");
  }

  private static GroupName group(int number) {
    return new GroupName("group" + number);
  }

  private static PolicyArn policy(int number) {
    return new PolicyArn("arn:aws:iam:::policy/policy" + number);
  }

  private static PolicyName inline(int number) {
    return new PolicyName("inline" + number);
  }

  private static PolicyVersionId version(int number) {
    return PolicyVersionId.of(number + 1);
  }

  private static ProviderName provider(int number) {
    return new ProviderName("idp.example/" + number);
  }

  private static ClientId clientId(int number) {
    return new ClientId("client" + number);
  }

  private static AccountAlias alias(int number) {
    return new AccountAlias("alias" + number);
  }

  private static AccessKey key(int number) {
    return new AccessKey(new AccessKeyId("KEY" + number), SecretKey.of("secret" + number));
  }

  private static AdminCaps caps(int number) {
    return AdminCaps.parse(number == 0 ? "roles=*" : "users=read");
  }

  private static Tags tags(int number) {
    return Tags.of(new Tag("k", "v" + number));
  }
}
