package io.sallyport;

import io.sallyport.account.AccountManager;
import io.sallyport.account.View;
import io.sallyport.arn.Arn;
import io.sallyport.document.Documents;
import io.sallyport.entity.Authority;
import io.sallyport.entity.Foundation;
import io.sallyport.entity.KeyUses;
import io.sallyport.entity.Pinning;
import io.sallyport.entity.StoredAccount;
import io.sallyport.entity.StoredGroups;
import io.sallyport.entity.StoredPermissions;
import io.sallyport.entity.StoredPolicies;
import io.sallyport.entity.StoredProviders;
import io.sallyport.entity.StoredRoles;
import io.sallyport.entity.StoredUsers;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.gate.Authorizer;
import io.sallyport.gate.Denials;
import io.sallyport.gate.SimulatedCaller;
import io.sallyport.gate.Simulator;
import io.sallyport.group.GroupManager;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.BreakGlass;
import io.sallyport.principal.Principal;
import io.sallyport.provider.ProviderManager;
import io.sallyport.role.RoleManager;
import io.sallyport.simulation.PolicySimulator;
import io.sallyport.user.UserManager;
import java.util.Optional;
import java.util.Set;

/** Makes the managers of any account, for whoever is to use them. */
record Managers(
    Foundation foundation, KeyRing keys, KeyUses uses, Users users, Authorizer authorizer) {

  static Managers of(
      Settings settings,
      Documents documents,
      KeyRing keys,
      KeyUses uses,
      RandomIds ids,
      Authorizer authorizer) {
    Users users = Users.of(settings, documents, keys, authorizer.latch());
    Pinning pinning = new Pinning(documents, users.host(), users.missing(settings.missing));
    Foundation foundation =
        new Foundation(
            documents,
            ids,
            settings.clock,
            settings.tagging,
            pinning,
            users.neighbours(),
            Set.copyOf(settings.leniencies));
    return new Managers(foundation, keys, uses, users, authorizer);
  }

  /** What an account holds, as the host itself uses it. */
  View own(AccountId account) {
    Authority host = authorizer.host();
    return view(account, host, host);
  }

  /** What a caller may see and change of its own account, every call authorised. */
  View seenBy(Principal caller, RequestContext facts) {
    AccountId owner = caller.account();
    Authority authority = authorizer.authority(caller, owner, facts);
    Authority root =
        caller.caller() instanceof Caller.Root || caller instanceof BreakGlass
            ? authority
            : (action, resource, asked, own) -> {
              throw Denials.denied(caller, action, asked);
            };
    return view(owner, authority, root);
  }

  /**
   * An account's managers, as an authority lets them be used.
   *
   * @param root what may be done with the keys of the account's root user
   */
  private View view(AccountId account, Authority authority, Authority root) {
    return new View() {
      @Override
      public RoleManager roles() {
        return new StoredRoles(account, foundation, authority);
      }

      @Override
      public UserManager users() {
        users.requireStored("users");
        return new StoredUsers(account, foundation, keys, uses, authority);
      }

      @Override
      public GroupManager groups() {
        users.requireStored("groups");
        return new StoredGroups(account, foundation, authority);
      }

      @Override
      public ManagedPolicyManager policies() {
        return new StoredPolicies(account, foundation, authority);
      }

      @Override
      public AccountManager account() {
        Authority ofKeys =
            users.place() == Users.Place.HOST
                ? (action, resource, asked, own) -> users.requireStored("access keys")
                : root;
        return new StoredAccount(account, foundation, keys, authority, root, ofKeys);
      }

      @Override
      public ProviderManager providers() {
        return new StoredProviders(account, foundation, authority);
      }

      @Override
      public PolicySimulator simulator() {
        return new Simulator(
            account, arn -> caller(account, arn), authority, foundation.leniencies());
      }
    };
  }

  private Optional<SimulatedCaller> caller(AccountId account, Arn arn) {
    String resource = arn.resource();
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    if (resource.startsWith("user/")) {
      return users
          .directory()
          .find(account, new UserName(name))
          .filter(user -> user.arn().equals(arn))
          .map(SimulatedCaller::of);
    }
    if (!resource.startsWith("role/")) {
      return Optional.empty();
    }
    StoredPermissions permissions = new StoredPermissions(foundation.documents());
    return view(account, Authority.UNCHECKED, Authority.UNCHECKED)
        .roles()
        .find(new RoleName(name))
        .filter(role -> role.arn().equals(arn))
        .map(role -> SimulatedCaller.of(role, permissions.of(account, role.holdings())));
  }

  /** A user with its policies as they are now. */
  Principal.User principal(AccountId account, UserName name) {
    return users
        .directory()
        .find(account, name)
        .orElseThrow(() -> new NoSuchEntityException("the user", name.value()));
  }
}
