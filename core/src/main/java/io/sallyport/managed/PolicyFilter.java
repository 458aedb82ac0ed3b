package io.sallyport.managed;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which managed policies to list. Immutable: each method answers another filter.
 *
 * @param onlyAttached only those that somebody of the account has
 * @param usage only those that somebody of the account has as that
 */
public record PolicyFilter(
    Scope scope, String pathPrefix, boolean onlyAttached, Optional<PolicyUsage> usage) {
  /** All that there are. */
  public static final PolicyFilter ALL = new PolicyFilter(Scope.ALL, "/", false, Optional.empty());

  public PolicyFilter {
    requireNonNull(scope, "scope");
    requireNonNull(pathPrefix, "pathPrefix");
    requireNonNull(usage, "usage");
  }

  /** Whose policies. */
  public enum Scope {
    /** The account's own, and those that are built in. */
    ALL,
    /** Those that are built in. */
    BUILT_IN,
    /** The account's own. */
    OWN
  }

  public PolicyFilter withScope(Scope newScope) {
    requireNonNull(newScope, "newScope");
    return new PolicyFilter(newScope, pathPrefix, onlyAttached, usage);
  }

  public PolicyFilter withPathPrefix(String newPathPrefix) {
    requireNonNull(newPathPrefix, "newPathPrefix");
    return new PolicyFilter(scope, newPathPrefix, onlyAttached, usage);
  }

  /** Only those that somebody of the account has. */
  public PolicyFilter attached() {
    return new PolicyFilter(scope, pathPrefix, true, usage);
  }

  /** Only those that somebody of the account has as that. */
  public PolicyFilter usedAs(PolicyUsage newUsage) {
    requireNonNull(newUsage, "newUsage");
    return new PolicyFilter(scope, pathPrefix, onlyAttached, Optional.of(newUsage));
  }

  /** Whether a policy is one of these, its scope aside. */
  public boolean accepts(ManagedPolicy policy) {
    boolean isUsed =
        usage
            .map(as -> as == PolicyUsage.PERMISSIONS ? policy.attachments() : policy.boundaries())
            .map(count -> count > 0)
            .orElse(true);
    boolean isAttached = policy.attachments() + policy.boundaries() > 0;
    return policy.path().value().startsWith(pathPrefix) && isUsed && (isAttached || !onlyAttached);
  }
}
