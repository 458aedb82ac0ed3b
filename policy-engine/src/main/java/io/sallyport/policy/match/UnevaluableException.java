package io.sallyport.policy.match;

/** Ends an evaluation that can't be completed; never leaves the evaluator. */
public final class UnevaluableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says why, in one sentence. */
  public UnevaluableException(String reason) {
    super(reason, null, false, false);
  }
}
