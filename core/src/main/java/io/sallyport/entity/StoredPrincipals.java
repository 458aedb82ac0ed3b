package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.document.Documents;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.GroupId;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.UserName;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory.Known;
import io.sallyport.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users with all that says what they may do, as it is now. Thread-safe. */
public final class StoredPrincipals {
  private static final int LONGEST_NAME = 64;

  private final Documents documents;
  private final StoredPermissions permissions;

  public StoredPrincipals(Documents documents) {
    this.documents = documents;
    this.permissions = new StoredPermissions(documents);
  }

  /** The user of this name, if there is one. */
  public Optional<Principal.User> find(AccountId account, UserName name) {
    return find(account, name.folded());
  }

  /** The user of this folded name. */
  Optional<Principal.User> find(AccountId account, String folded) {
    return StoredUser.table(documents, account).get(folded).map(this::principal);
  }

  /** Who the user of this ARN is. */
  Known user(AccountId account, Arn arn) {
    String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return new Known.Nobody();
    }
    return StoredUser.table(documents, account)
        .get(EntityChanges.folded(name))
        .map(StoredUser::user)
        .filter(user -> user.arn().equals(arn))
        .<Known>map(user -> new Known.Somebody(user.id().value()))
        .orElseGet(Known.Nobody::new);
  }

  private Principal.User principal(StoredUser stored) {
    User user = stored.user();
    return new Principal.User(
        user.account(),
        user.path(),
        user.name(),
        user.id(),
        user.holdings().tags(),
        permissions(stored));
  }

  /**
   * A group that isn't there stands as a policy that can't be read: it may have denied anything.
   */
  private Permissions permissions(StoredUser stored) {
    AccountId account = stored.user().account();
    Memberships memberships = new Memberships(account, documents);
    List<NamedPolicy> more = new ArrayList<>(CapsPolicy.of(stored.caps()));
    List<Holdings> groups = new ArrayList<>();
    for (GroupId id : stored.groups()) {
      memberships
          .group(id)
          .ifPresentOrElse(
              found -> groups.add(found.group().holdings()),
              () -> more.add(new NamedPolicy("group " + id, unreadable())));
    }
    return permissions.of(account, stored.user().holdings(), groups).plus(more);
  }

  private static PolicyText unreadable() {
    return PolicyText.kept("", PolicyType.IDENTITY);
  }
}
