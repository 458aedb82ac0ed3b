package io.sallyport.principal;

import static java.util.Objects.requireNonNull;

import io.sallyport.identity.PolicyText;

/**
 * A policy that a caller has.
 *
 * @param name as decisions call it: its name, its ARN, or what else tells where it stands
 */
public record NamedPolicy(String name, PolicyText text) {
  public NamedPolicy {
    requireNonNull(name, "name");
    requireNonNull(text, "text");
  }
}
