package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How the statements of {@link IndexedPolicies} are found.
 *
 * @param grants one for each union, in order; not to be changed
 */
record ActionLookups(Lookup denies, List<Lookup> grants) {

  /** Lookups that are made in that way, of the statements of unions that have an effect. */
  static ActionLookups make(
      List<PolicyUnion> unions, BiFunction<List<PolicyUnion>, Effect, Lookup> way) {
    return new ActionLookups(
        unions.isEmpty() ? Lookup.EMPTY : way.apply(unions, Effect.DENY),
        unions.stream().map(union -> way.apply(List.of(union), Effect.ALLOW)).toList());
  }
}
