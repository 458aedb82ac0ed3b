package io.sallyport.policy.eval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Policies of some layers, with an index to their statements for each action that is asked for.
 * Immutable but for these indexes, and thread-safe.
 */
final class IndexedPolicies {
  static final IndexedPolicies NONE = new IndexedPolicies(List.of());

  private static final int MAX_ACTIONS = 64;
  private static final int MAX_TRACED = 16;

  /** How many resources all indexes may hold; an action without an index takes longer. */
  private static final int MAX_INDEXED = 16_384;

  /** What a resource in an index, and a character of a policy, may take of memory, at most. */
  private static final long BYTES_PER_INDEXED = 400;

  private final List<PolicyUnion> unions;
  private final ActionLookups linear;
  private final int resources;
  private final Map<String, ActionLookups> indexes = new ConcurrentHashMap<>();

  /** The same for traces, which are asked for less often. */
  private final Map<String, List<TraceIndex>> traces = new ConcurrentHashMap<>();

  IndexedPolicies(List<PolicyUnion> unions) {
    this.unions = List.copyOf(unions);
    this.linear = ActionLookups.make(unions, LinearLookup::new);
    this.resources =
        unions.stream()
            .flatMap(union -> union.statements().stream())
            .mapToInt(placed -> 1 + placed.statement().resources().patterns().length)
            .sum();
  }

  List<PolicyUnion> unions() {
    return unions;
  }

  /** The denial that every decision is, if a policy can't be read. */
  Optional<Decision> fault() {
    return unions.stream().flatMap(PolicyUnion::faults).findFirst().map(Decision.Unevaluable::new);
  }

  Set<String> referencedKeys() {
    return unions.stream()
        .flatMap(union -> union.policies().stream())
        .flatMap(policy -> policy.referencedKeys().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many bytes of memory these may come to take, indexes included: no less, often more. */
  long weight() {
    long policies =
        unions.stream()
            .flatMap(union -> union.policies().stream())
            .mapToLong(CompiledPolicy::weight)
            .sum();
    long indexed = (long) resources * (Math.min(MAX_TRACED, maxActions()) + maxActions());
    return policies + indexed * BYTES_PER_INDEXED;
  }

  int maxActions() {
    return Math.min(MAX_ACTIONS, MAX_INDEXED / Math.max(resources, 1));
  }

  /** Lookups that ask every statement. */
  ActionLookups linear() {
    return linear;
  }

  /** Lookups for an action in lower case, by an index if there is still room for one. */
  ActionLookups indexed(String actionKey) {
    ActionLookups known = indexes.get(actionKey);
    if (known == null) {
      if (indexes.size() >= maxActions()) {
        return linear;
      }
      known =
          ActionLookups.make(unions, (among, effect) -> IndexedLookup.of(actionKey, among, effect));
      indexes.put(actionKey, known);
    }
    return known;
  }

  /** How the unions are traced for an action in lower case. */
  List<TraceIndex> traces(String actionKey) {
    List<TraceIndex> known = traces.get(actionKey);
    if (known == null) {
      known = unions.stream().map(union -> new TraceIndex(actionKey, union)).toList();
      if (traces.size() < Math.min(MAX_TRACED, maxActions())) {
        traces.put(actionKey, known);
      }
    }
    return known;
  }
}
