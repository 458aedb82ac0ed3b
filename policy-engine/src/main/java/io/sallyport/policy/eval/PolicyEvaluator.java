package io.sallyport.policy.eval;

/**
 * Decides requests as AWS does. A pure function of its arguments: no clock, no I/O. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public interface PolicyEvaluator {

  /** The evaluator. */
  static PolicyEvaluator create() {
    return new LayeredEvaluator();
  }

  /**
   * Starts the decisions that one request to a server needs.
   *
   * @param context what is known whatever is asked: who asks, over the facts of the request
   */
  Evaluation evaluation(Caller caller, CallerPolicies policies, RequestContext context);

  /** Decides one request. Never throws for what policies, request or suppliers hold. */
  Decision decide(AccessRequest request, CallerPolicies caller, ResourcePolicy resource);

  /**
   * Decides one request as {@link #decide} does, and writes down what every statement made of it.
   * Asks all statements, so it may run suppliers that a decision would have left alone; many times
   * slower than a decision.
   */
  Trace trace(AccessRequest request, CallerPolicies caller, ResourcePolicy resource);
}
