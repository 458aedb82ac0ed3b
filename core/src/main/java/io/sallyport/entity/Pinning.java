package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.principal.PrincipalDirectory.Known;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.user.User;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Finds out who the users and roles that a policy names are. Thread-safe. */
public final class Pinning {
  private final Documents documents;
  private final Optional<PrincipalDirectory> host;
  private final Missing missing;

  /** What becomes of a name of nobody. */
  public enum Missing {
    /** The policy is refused, as AWS refuses it; whoever can't be told of is kept by name. */
    REFUSED,
    /** It is refused for a name of whoever can't be told of, too: another may come to have it. */
    UNTOLD_TOO,
    /** It is kept, and whoever comes to have the name is meant, as Ceph does. */
    KEPT_BY_NAME
  }

  /** Reads a document, for a list or for a change that rests on it. */
  private interface Reading {
    <T> Optional<T> get(Table<T> table, String... path);
  }

  /**
   * Finds roles in the store, and users there or with the host.
   *
   * @param host where users are, if not in the store alone
   */
  public Pinning(Documents documents, Optional<PrincipalDirectory> host, Missing missing) {
    this.documents = documents;
    this.host = host;
    this.missing = missing;
  }

  /**
   * Who a policy names.
   *
   * @param change is made only if those in the store are the same then
   * @throws MalformedPolicyDocumentException if it names somebody who doesn't exist
   * @throws LimitExceededException if it names more than {@link RoleManager#MAX_TRUSTED}
   */
  Pins pins(PolicyText policy, Change change) {
    requireAccounts(policy);
    Set<String> named = Pins.named(policy);
    if (named.size() > RoleManager.MAX_TRUSTED) {
      throw new LimitExceededException(
          "the policy names "
              + named.size()
              + " users and roles, more than the "
              + RoleManager.MAX_TRUSTED
              + " that it may: name their account, and tell who is meant by a condition");
    }
    return pins(named, change::get);
  }

  /**
   * Who a policy that is kept elsewhere names now.
   *
   * @throws MalformedPolicyDocumentException if it names somebody who doesn't exist
   */
  public Pins pins(PolicyText policy) {
    requireAccounts(policy);
    return pins(Pins.named(policy), Table::get);
  }

  /** Whom no account can have is nobody, and it was another that was meant. */
  private void requireAccounts(PolicyText policy) {
    if (missing == Missing.KEPT_BY_NAME) {
      return;
    }
    for (String named : Pins.arns(policy)) {
      if (!isAccount(Arn.parse(named).account())) {
        throw new MalformedPolicyDocumentException(
            "Invalid principal in policy: \"AWS\":\"" + named + "\": no account has such an id");
      }
    }
  }

  private static boolean isAccount(String account) {
    try {
      AccountId unused = AccountId.named(account);
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  private Pins pins(Set<String> named, Reading reading) {
    SortedMap<String, String> ids = new TreeMap<>();
    for (String arn : named) {
      Known known = known(arn, reading);
      if (known instanceof Known.Somebody somebody) {
        ids.put(arn, somebody.id());
      } else if (known instanceof Known.Nobody && missing != Missing.KEPT_BY_NAME) {
        throw invalid(arn, "there is no such user or role");
      } else if (known instanceof Known.Untold && missing == Missing.UNTOLD_TOO) {
        throw invalid(arn, "whether there is such a user can't be told");
      }
    }
    return new Pins(ids);
  }

  private static MalformedPolicyDocumentException invalid(String arn, String why) {
    return new MalformedPolicyDocumentException(
        "Invalid principal in policy: \"AWS\":\"" + arn + "\": " + why);
  }

  /** A role with the ids of those who are gone in its trust policy. */
  Role shown(Role role) {
    return showing().apply(role);
  }

  /** The same for many roles: each of those whom they name is looked up once. */
  UnaryOperator<Role> showing() {
    Map<String, Known> known = new HashMap<>();
    return role -> shown(role, arn -> known.computeIfAbsent(arn, each -> known(each, Table::get)));
  }

  private static Role shown(Role role, Function<String, Known> lookup) {
    Set<String> gone = new HashSet<>();
    role.pins()
        .ids()
        .forEach(
            (arn, id) -> {
              Known known = lookup.apply(arn);
              if (!(known instanceof Known.Untold) && !known.equals(new Known.Somebody(id))) {
                gone.add(arn);
              }
            });
    return gone.isEmpty()
        ? role
        : role.withTrustPolicy(role.pins().shown(role.trustPolicy(), gone), role.pins());
  }

  private Known known(String text, Reading reading) {
    Arn arn = Arn.parse(text);
    AccountId account;
    try {
      account = AccountId.named(arn.account());
    } catch (InvalidInputException e) {
      return new Known.Nobody();
    }
    boolean isRole = arn.resource().startsWith("role/");
    if (!isRole && host.isPresent()) {
      return host.get().user(account, arn);
    }
    String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
    if (name.isEmpty() || name.length() > 64) {
      return new Known.Nobody();
    }
    String folded = EntityChanges.folded(name);
    return isRole
        ? known(
            arn, reading.get(StoredRoles.table(documents, account), folded), Role::arn, Role::id)
        : known(
            arn,
            reading.get(StoredUser.table(documents, account), folded).map(StoredUser::user),
            User::arn,
            User::id);
  }

  private static <E> Known known(
      Arn arn, Optional<E> found, Function<E, Arn> arnOf, Function<E, Object> idOf) {
    return found
        .filter(entity -> arnOf.apply(entity).equals(arn))
        .<Known>map(entity -> new Known.Somebody(idOf.apply(entity).toString()))
        .orElseGet(Known.Nobody::new);
  }
}
