package io.sallyport.entity;

import io.sallyport.document.Documents;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.UserName;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users with all that says what they may do, as it is now. Thread-safe. */
public final class StoredPrincipals {
  private final Documents documents;

  public StoredPrincipals(Documents documents) {
    this.documents = documents;
  }

  /**
   * The user of this name.
   *
   * @throws NoSuchEntityException if there is none
   */
  public Principal.User get(AccountId account, UserName name) {
    return find(account, name.folded())
        .orElseThrow(() -> new NoSuchEntityException("the user", name.value()));
  }

  /** The user of this name, if there is one. */
  public Optional<Principal.User> find(AccountId account, UserName name) {
    return find(account, name.folded());
  }

  /** The user of this folded name. */
  Optional<Principal.User> find(AccountId account, String folded) {
    return StoredUser.table(documents, account).get(folded).map(this::principal);
  }

  private Principal.User principal(StoredUser stored) {
    User user = stored.user();
    List<NamedPolicy> policies = new ArrayList<>();
    add(stored.policies(), "", policies);
    return new Principal.User(
        user.account(),
        user.path(),
        user.name(),
        user.id(),
        new Permissions(policies, PermissionLimit.none(), PermissionLimit.none()));
  }

  private static void add(InlinePolicies inline, String prefix, List<NamedPolicy> policies) {
    inline
        .texts()
        .forEach((name, text) -> policies.add(new NamedPolicy(prefix + name.value(), text)));
  }
}
