package io.sallyport.policy.eval;

import io.sallyport.policy.match.Facts;

/** What a request's context knows, with the steps that are taken to compare it. Not thread-safe. */
class CountedFacts implements Facts {
  private final RequestContext context;
  private final Steps steps;

  CountedFacts(RequestContext context, Steps steps) {
    this.context = context;
    this.steps = steps;
  }

  final RequestContext context() {
    return context;
  }

  /** A decision begins: it may take its steps. */
  void begin() {
    steps.refill();
  }

  /** Whether a condition holds. */
  boolean holds(Condition condition) {
    return condition.holds(this);
  }

  @Override
  public final String[] values(String lowerCaseKey) {
    return context.find(lowerCaseKey).values();
  }

  @Override
  public final boolean isSingle(String lowerCaseKey) {
    return context.find(lowerCaseKey).isSingle();
  }

  @Override
  public final void spend(long count) {
    steps.spend(count);
  }
}
