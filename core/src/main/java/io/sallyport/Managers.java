package io.sallyport;

import io.sallyport.account.View;
import io.sallyport.arn.Arn;
import io.sallyport.document.Documents;
import io.sallyport.entity.Authority;
import io.sallyport.entity.StoredPrincipals;
import io.sallyport.entity.StoredProviders;
import io.sallyport.entity.StoredRoles;
import io.sallyport.entity.StoredUsers;
import io.sallyport.gate.SimulatedCaller;
import io.sallyport.gate.Simulator;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.provider.ProviderManager;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.simulation.PolicySimulator;
import io.sallyport.user.UserManager;
import java.time.Clock;
import java.util.Optional;

/** Makes the managers of any account, for whoever is to use them. */
record Managers(Documents documents, KeyRing keys, RandomIds ids, Clock clock) {

  /** An account's managers, as an authority lets them be used. */
  View view(AccountId account, Authority authority) {
    return new View() {
      @Override
      public RoleManager roles() {
        return new StoredRoles(account, documents, ids, clock, authority);
      }

      @Override
      public UserManager users() {
        return new StoredUsers(account, documents, keys, ids, clock, authority);
      }

      @Override
      public ProviderManager providers() {
        return new StoredProviders(account, documents, clock, authority);
      }

      @Override
      public PolicySimulator simulator() {
        return new Simulator(account, arn -> caller(account, arn), authority);
      }
    };
  }

  private Optional<SimulatedCaller> caller(AccountId account, Arn arn) {
    String resource = arn.resource();
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    if (resource.startsWith("user/")) {
      return new StoredPrincipals(documents)
          .find(account, new UserName(name))
          .filter(user -> user.arn().equals(arn))
          .map(SimulatedCaller::of);
    }
    if (!resource.startsWith("role/")) {
      return Optional.empty();
    }
    return view(account, Authority.UNCHECKED)
        .roles()
        .find(new RoleName(name))
        .filter(role -> role.arn().equals(arn))
        .map(role -> SimulatedCaller.of(role, permissions(role)));
  }

  private static Permissions permissions(Role role) {
    return Permissions.of(role.policies(), PermissionLimit.none(), PermissionLimit.none());
  }

  /** A user with its policies as they are now. */
  Principal.User principal(AccountId account, UserName name) {
    return new StoredPrincipals(documents).get(account, name);
  }
}
