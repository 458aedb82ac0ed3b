package io.sallyport.policy.eval;

import java.util.List;

/**
 * What became of one key of a condition.
 *
 * @param operator as the evaluator understood it
 * @param policyValues the values as written, variables unresolved
 * @param requestValues the request's; none if the key is missing
 * @param result whether it holds
 */
public record ConditionTrace(
    String operator,
    String key,
    List<String> policyValues,
    List<String> requestValues,
    Result result) {

  /** Whether a condition holds. */
  public enum Result {
    /** It holds. */
    HOLDS,
    /** It doesn't. */
    FAILS,
    /** A value could not be had. */
    UNEVALUABLE
  }

  /** Copies the values. */
  public ConditionTrace {
    policyValues = List.copyOf(policyValues);
    requestValues = List.copyOf(requestValues);
  }
}
