package io.sallyport.error;

/** The store could not be asked, so nothing is granted: the call may be made again. */
public final class UnavailableException extends IamException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(Throwable cause) {
    super("ServiceUnavailable", 503, "the service is not available at the moment");
    initCause(cause);
  }
}
