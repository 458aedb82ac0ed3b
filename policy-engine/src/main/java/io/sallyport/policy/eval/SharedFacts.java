package io.sallyport.policy.eval;

import java.util.Map;

/**
 * The facts of one of many decisions about the same request: they take their steps from the same
 * budget, and what a condition came to is not asked again where no key of the one decision has to
 * do with it.
 */
final class SharedFacts extends CountedFacts {
  private final RequestContext own;
  private final Map<Condition, Boolean> known;

  /**
   * Makes facts.
   *
   * @param context what is shared, over {@code own}
   * @param own the keys of this decision alone
   * @param known what conditions came to in other decisions
   */
  SharedFacts(
      RequestContext context, Steps steps, RequestContext own, Map<Condition, Boolean> known) {
    super(context, steps);
    this.own = own;
    this.known = known;
  }

  @Override
  void begin() {
    spend(1);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Whose value it is, not which.
  boolean holds(Condition condition) {
    for (String key : condition.keys()) {
      ContextValue mine = own.find(key);
      if (mine != ContextValue.ABSENT && mine == context().find(key)) {
        return condition.holds(this);
      }
    }
    Boolean before = known.get(condition);
    if (before != null) {
      spend(1);
      return before;
    }
    boolean holds = condition.holds(this);
    known.put(condition, holds);
    return holds;
  }
}
