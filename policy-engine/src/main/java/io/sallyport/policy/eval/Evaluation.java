package io.sallyport.policy.eval;

import java.util.HashMap;
import java.util.Map;

/**
 * The decisions that one request to a server needs, be it a thousand for as many objects: together
 * they take no more steps than one budget has, whatever the policies and what the caller sent. Once
 * it is spent, every further one is a denial. Not thread-safe; for one request.
 */
public final class Evaluation {
  /** So many take a few tens of milliseconds. */
  static final long MOST_STEPS = 20_000_000;

  private final Caller caller;
  private final CallerNames names;
  private final CallerPolicies policies;
  private final RequestContext shared;
  private final Steps steps = new Steps(MOST_STEPS);
  private final Map<Condition, Boolean> known = new HashMap<>();

  Evaluation(Caller caller, CallerPolicies policies, RequestContext shared) {
    this.caller = caller;
    this.names = CallerNames.of(caller);
    this.policies = policies;
    this.shared = shared;
  }

  /**
   * Makes one of the decisions.
   *
   * @param action such as {@code s3:GetObject}, in any case
   * @param resource its ARN, or {@code *} for actions that have none
   * @param resourceAccount the account that owns the resource
   * @param own the keys of this decision alone: what the request's context says they can't change
   */
  public Decision decide(
      String action,
      String resource,
      String resourceAccount,
      RequestContext own,
      ResourcePolicy resourcePolicy) {
    CountedFacts facts = new SharedFacts(shared.over(own), steps, own, known);
    AccessRequest request =
        new AccessRequest(caller, names, action, resource, resourceAccount, facts);
    return LayeredEvaluator.decided(request, policies, resourcePolicy);
  }

  /** How many steps were taken. */
  long steps() {
    return steps.spent();
  }
}
