package io.sallyport;

import io.sallyport.account.View;
import io.sallyport.document.Documents;
import io.sallyport.entity.Authority;
import io.sallyport.entity.StoredPrincipals;
import io.sallyport.entity.StoredProviders;
import io.sallyport.entity.StoredRoles;
import io.sallyport.entity.StoredUsers;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.principal.Principal;
import io.sallyport.provider.ProviderManager;
import io.sallyport.role.RoleManager;
import io.sallyport.user.UserManager;
import java.time.Clock;

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
    };
  }

  /** A user with its policies as they are now. */
  Principal.User principal(AccountId account, UserName name) {
    return new StoredPrincipals(documents).get(account, name);
  }
}
