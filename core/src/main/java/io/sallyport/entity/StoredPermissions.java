package io.sallyport.entity;

import io.sallyport.document.Documents;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.role.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What entities may do, by the policies that they hold, as these are now. A policy that isn't there
 * stands as one that can't be read: it denies, and is never no limit. Thread-safe.
 */
public final class StoredPermissions {
  private final Documents documents;

  public StoredPermissions(Documents documents) {
    this.documents = documents;
  }

  /**
   * What these entities together may do.
   *
   * @param owner who has the limits
   * @param others whose policies it has as well: the groups of a user
   */
  public Permissions of(AccountId account, Holdings owner, List<Holdings> others) {
    List<NamedPolicy> identity = new ArrayList<>(identity(account, owner));
    others.forEach(other -> identity.addAll(identity(account, other)));
    PermissionLimit boundary =
        owner
            .boundary()
            .<PermissionLimit>map(arn -> new PermissionLimit.AtMost(List.of(managed(account, arn))))
            .orElseGet(PermissionLimit::none);
    return new Permissions(identity, boundary, PermissionLimit.none());
  }

  /** What this entity may do. */
  public Permissions of(AccountId account, Holdings owner) {
    return of(account, owner, List.of());
  }

  /** What a session of a role may do. */
  public Permissions of(Role role, SessionPolicies session) {
    return of(role.account(), role.holdings()).within(limit(role.account(), session));
  }

  /** What the policies of a session limit it to, if it has any. */
  public PermissionLimit limit(AccountId account, SessionPolicies session) {
    if (session.isEmpty()) {
      return PermissionLimit.none();
    }
    List<NamedPolicy> limits = new ArrayList<>();
    session.inline().forEach(text -> limits.add(new NamedPolicy("session policy", text)));
    session.managed().forEach(arn -> limits.add(managed(account, arn)));
    return new PermissionLimit.AtMost(limits);
  }

  /**
   * Returns if there are the managed policies that are to limit a session.
   *
   * @param account of the session's holder
   * @throws InvalidInputException if one of them is not there
   */
  public void require(AccountId account, SessionPolicies session) {
    for (PolicyArn arn : session.managed()) {
      if (find(account, arn).isEmpty()) {
        throw new InvalidInputException(
            "PolicyArns", arn.value(), "a managed policy of the session's account");
      }
    }
  }

  private List<NamedPolicy> identity(AccountId account, Holdings holdings) {
    List<NamedPolicy> policies = new ArrayList<>();
    holdings
        .inline()
        .texts()
        .forEach((name, text) -> policies.add(new NamedPolicy(name.value(), text)));
    holdings.attached().forEach(arn -> policies.add(managed(account, arn)));
    return policies;
  }

  /** The default version of a managed policy, to a holder in this account. */
  NamedPolicy managed(AccountId account, PolicyArn arn) {
    return new NamedPolicy(
        arn.value(),
        find(account, arn)
            .map(StoredPolicy::text)
            .orElseGet(() -> PolicyText.kept("", PolicyType.MANAGED)));
  }

  private Optional<StoredPolicy> find(AccountId account, PolicyArn arn) {
    if (arn.isBuiltIn()) {
      return BuiltInPolicies.find(arn);
    }
    return Optional.of(arn)
        .filter(policy -> policy.isOf(account))
        .flatMap(
            policy ->
                StoredPolicy.table(documents, account).get(StoredPolicy.folded(policy.name())))
        .filter(found -> found.arn(account).equals(arn));
  }
}
