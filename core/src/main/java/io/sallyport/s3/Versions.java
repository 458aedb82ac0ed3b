package io.sallyport.s3;

import java.util.Optional;
import java.util.Set;

/** What the id of an object's version means at a host. Immutable. */
record Versions(Set<Ability> host) {
  /** The version of an object that was made where there are no versions. */
  private static final String NULL_VERSION = "null";

  /** Whether a version, or none, can be asked for. */
  boolean isServed(Optional<String> version) {
    return isObject(version) || host.contains(Ability.KEEPS_VERSIONS);
  }

  /**
   * Whether the object itself is meant. At a host without versions it is its own version {@code
   * null}, and who asks for that needs both permissions: what opens one version opens all there is.
   */
  boolean isObject(Optional<String> version) {
    return version.isEmpty()
        || (version.get().equals(NULL_VERSION) && !host.contains(Ability.KEEPS_VERSIONS));
  }
}
