package io.sallyport.policy.eval;

/** What became of a statement: whether it applies to the request, or what first kept it from it. */
public enum Outcome {
  /** Everything matches: it counts. */
  APPLIES,
  /** Its actions don't match. */
  OTHER_ACTION,
  /** Its resources don't match. */
  OTHER_RESOURCE,
  /** It doesn't name the caller. */
  OTHER_PRINCIPAL,
  /** A condition, the last in the trace, doesn't hold. */
  CONDITION_FAILED,
  /** A value that it asks for could not be had. */
  UNEVALUABLE
}
