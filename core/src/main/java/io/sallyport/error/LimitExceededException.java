package io.sallyport.error;

/** A limit of the account or of a document would be exceeded. */
public final class LimitExceededException extends IamException {
  private static final long serialVersionUID = 1L;

  public LimitExceededException(String message) {
    super("LimitExceeded", 409, message);
  }
}
