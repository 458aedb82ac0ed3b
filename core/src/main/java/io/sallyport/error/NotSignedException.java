package io.sallyport.error;

/** A call of IAM or STS that must be signed for them, and isn't. */
public final class NotSignedException extends IamException {
  private static final long serialVersionUID = 1L;

  public NotSignedException() {
    super("MissingAuthenticationToken", 403, "the request is not signed for IAM or STS");
  }
}
