package io.sallyport.policy.eval;

/** Ends an evaluation that can't be completed; never leaves the evaluator. */
final class UnevaluableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnevaluableException(String reason) {
    super(reason, null, false, false);
  }
}
