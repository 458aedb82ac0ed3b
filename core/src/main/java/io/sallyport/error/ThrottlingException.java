package io.sallyport.error;

/**
 * Too much is being done at once for callers who have proven nothing: the call may be made again.
 */
public final class ThrottlingException extends IamException {
  private static final long serialVersionUID = 1L;

  public ThrottlingException() {
    super("Throttling", 400, "too many calls at the moment: make the call again later");
  }
}
