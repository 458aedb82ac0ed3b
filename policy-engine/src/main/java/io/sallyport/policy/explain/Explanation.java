package io.sallyport.policy.explain;

import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.eval.Trace;

/**
 * Why a request was decided as it was: every layer, every statement, every condition that was
 * asked. It reads what the evaluator wrote down, so it can't differ from the decision. It quotes
 * values of the request: fit for an administrator, not for the caller. Immutable and thread-safe.
 */
public final class Explanation {
  private final Trace trace;

  private Explanation(Trace trace) {
    this.trace = trace;
  }

  /** Decides a request, and explains the decision. */
  public static Explanation explain(
      AccessRequest request, CallerPolicies caller, ResourcePolicy resource) {
    return of(PolicyEvaluator.create().trace(request, caller, resource));
  }

  /** Explains a decision that was traced. */
  public static Explanation of(Trace trace) {
    return new Explanation(trace);
  }

  /** The decision. */
  public Decision decision() {
    return trace.decision();
  }

  /** What it is based on. */
  public Trace trace() {
    return trace;
  }

  /** The explanation for a person, in lines. */
  public String text() {
    return ExplanationText.write(trace);
  }

  /** The explanation for a program: one JSON object. */
  public String json() {
    return ExplanationJson.write(trace);
  }

  @Override
  public String toString() {
    return text();
  }
}
