package io.sallyport.error;

/** The time that a request was signed at is too far from now. */
public final class RequestTimeTooSkewedException extends IamException {
  private static final long serialVersionUID = 1L;

  public RequestTimeTooSkewedException() {
    super("RequestTimeTooSkewed", 403, "the request was not signed within 15 minutes of now");
  }
}
