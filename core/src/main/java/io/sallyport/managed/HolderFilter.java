package io.sallyport.managed;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Whom of those who have a managed policy to list.
 *
 * @param kind only those of this kind
 * @param usage only those who have it as that
 */
public record HolderFilter(
    Optional<PolicyHolder.Kind> kind, String pathPrefix, Optional<PolicyUsage> usage) {
  /** All who have it. */
  public static final HolderFilter ALL = new HolderFilter(Optional.empty(), "/", Optional.empty());

  public HolderFilter {
    requireNonNull(kind, "kind");
    requireNonNull(pathPrefix, "pathPrefix");
    requireNonNull(usage, "usage");
  }

  /** Whether somebody who has the policy is one of these. */
  public boolean accepts(PolicyHolder holder, PolicyUsage as) {
    return kind.map(holder.kind()::equals).orElse(true)
        && usage.map(as::equals).orElse(true)
        && holder.path().value().startsWith(pathPrefix);
  }
}
