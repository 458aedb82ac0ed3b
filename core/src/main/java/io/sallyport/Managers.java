package io.sallyport;

import io.sallyport.account.AccountManager;
import io.sallyport.account.View;
import io.sallyport.entity.Authority;
import io.sallyport.entity.Foundation;
import io.sallyport.entity.KeyUses;
import io.sallyport.entity.StoredAccount;
import io.sallyport.entity.StoredGroups;
import io.sallyport.entity.StoredPolicies;
import io.sallyport.entity.StoredPrincipals;
import io.sallyport.entity.StoredRoles;
import io.sallyport.entity.StoredUsers;
import io.sallyport.group.GroupManager;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.principal.Principal;
import io.sallyport.role.RoleManager;
import io.sallyport.user.UserManager;

/** Makes the managers of any account, for whoever is to use them. */
record Managers(Foundation foundation, KeyRing keys, KeyUses uses) {

  /**
   * An account's managers, as an authority lets them be used.
   *
   * @param root what may be done with the keys of the account's root user
   */
  View view(AccountId account, Authority authority, Authority root) {
    return new View() {
      @Override
      public RoleManager roles() {
        return new StoredRoles(account, foundation, authority);
      }

      @Override
      public UserManager users() {
        return new StoredUsers(account, foundation, keys, uses, authority);
      }

      @Override
      public GroupManager groups() {
        return new StoredGroups(account, foundation, authority);
      }

      @Override
      public ManagedPolicyManager policies() {
        return new StoredPolicies(account, foundation, authority);
      }

      @Override
      public AccountManager account() {
        return new StoredAccount(account, foundation, keys, authority, root);
      }
    };
  }

  /** A user with its policies as they are now. */
  Principal.User principal(AccountId account, UserName name) {
    return new StoredPrincipals(foundation.documents()).get(account, name);
  }
}
