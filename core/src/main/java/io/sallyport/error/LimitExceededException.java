package io.sallyport.error;

/** A limit of the account or of a document would be exceeded. */
public final class LimitExceededException extends IamException {
  private static final long serialVersionUID = 1L;

  public LimitExceededException(String message) {
    this("LimitExceeded", 409, message);
  }

  private LimitExceededException(String code, int httpStatus, String message) {
    super(code, httpStatus, message);
  }

  /** What a session is to carry doesn't fit into its token. */
  public static LimitExceededException packedPolicyTooLarge(int percent) {
    return new LimitExceededException(
        "PackedPolicyTooLarge",
        400,
        "the session policy and what else the session carries take "
            + percent
            + "% of the room that there is");
  }
}
