package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.document.Documents;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.principal.PrincipalDirectory.Known;
import io.sallyport.role.Role;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds out who the users and roles that a policy names are. Thread-safe. */
public final class Pinning {
  private final Documents documents;
  private final PrincipalDirectory users;
  private final Missing missing;

  /** What becomes of a name of nobody. */
  public enum Missing {
    /** The policy is refused, as AWS refuses it. */
    REFUSED,
    /** It is kept, and whoever comes to have the name is meant, as Ceph does. */
    KEPT_BY_NAME
  }

  /**
   * Finds roles in the store, and users here.
   *
   * @param users whoever it can't tell of is kept by name
   */
  public Pinning(Documents documents, PrincipalDirectory users, Missing missing) {
    this.documents = documents;
    this.users = users;
    this.missing = missing;
  }

  /**
   * Who a policy names.
   *
   * @throws MalformedPolicyDocumentException if it names somebody who doesn't exist
   */
  Pins pins(PolicyText policy) {
    SortedMap<String, String> ids = new TreeMap<>();
    for (String arn : Pins.named(policy)) {
      Known known = known(arn);
      if (known instanceof Known.Somebody somebody) {
        ids.put(arn, somebody.id());
      } else if (known instanceof Known.Nobody && missing == Missing.REFUSED) {
        throw new MalformedPolicyDocumentException(
            "Invalid principal in policy: \"AWS\":\"" + arn + "\": there is no such user or role");
      }
    }
    return new Pins(ids);
  }

  /** A role with the ids of those who are gone in its trust policy. */
  Role shown(Role role) {
    Set<String> gone = new HashSet<>();
    role.pins()
        .ids()
        .forEach(
            (arn, id) -> {
              Known known = known(arn);
              if (!(known instanceof Known.Untold) && !known.equals(new Known.Somebody(id))) {
                gone.add(arn);
              }
            });
    return gone.isEmpty()
        ? role
        : role.withTrustPolicy(role.pins().shown(role.trustPolicy(), gone), role.pins());
  }

  private Known known(String text) {
    Arn arn = Arn.parse(text);
    AccountId account;
    try {
      account = new AccountId(arn.account());
    } catch (InvalidInputException e) {
      return new Known.Nobody();
    }
    return arn.resource().startsWith("role/") ? role(account, arn) : users.user(account, arn);
  }

  private Known role(AccountId account, Arn arn) {
    String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
    if (name.isEmpty() || name.length() > 64) {
      return new Known.Nobody();
    }
    Optional<Role> role = StoredRoles.table(documents, account).get(EntityChanges.folded(name));
    return role.filter(found -> found.arn().equals(arn))
        .<Known>map(found -> new Known.Somebody(found.id().value()))
        .orElseGet(Known.Nobody::new);
  }
}
