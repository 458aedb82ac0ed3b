package io.sallyport.principal;

import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import java.util.List;
import java.util.stream.Stream;

/** What a caller may do at most, whatever its own policies allow. */
public sealed interface PermissionLimit {

  /** No limit: to be said, since nothing stands for it. */
  static PermissionLimit none() {
    return new None();
  }

  /** A permissions boundary: what this policy allows. */
  static PermissionLimit boundary(PolicyText policy) {
    return new AtMost(List.of(new NamedPolicy("permissions boundary", policy)));
  }

  /** What the policies of a session allow, any of them. */
  static PermissionLimit session(PolicyText... policies) {
    return new AtMost(
        Stream.of(policies).map(text -> new NamedPolicy("session policy", text)).toList());
  }

  /** Nothing but the caller's own policies says what it may do. */
  record None() implements PermissionLimit {}

  /**
   * No more than these policies allow.
   *
   * @param policies at least one; what one of them allows is within the limit
   */
  record AtMost(List<NamedPolicy> policies) implements PermissionLimit {
    public AtMost {
      policies = List.copyOf(policies);
      if (policies.isEmpty()) {
        throw new IllegalArgumentException(
            "a limit has a policy; no limit is PermissionLimit.none()");
      }
      if (policies.stream().anyMatch(policy -> policy.text().type() == PolicyType.TRUST)) {
        throw new IllegalArgumentException("a trust policy limits nobody");
      }
    }
  }
}
