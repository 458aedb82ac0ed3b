package io.sallyport.error;

/** The store could not be asked, so nothing is granted: the call may be made again. */
public final class UnavailableException extends IamException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(Throwable cause) {
    this("the service is not available at the moment", cause);
  }

  private UnavailableException(String message, Throwable cause) {
    super("ServiceUnavailable", 503, message);
    initCause(cause);
  }

  /** A change may or may not have been made, and can't be told apart from what others did since. */
  public static UnavailableException outcomeUnknown(Throwable cause) {
    return new UnavailableException(
        "the change may or may not have been made: look before you make it again", cause);
  }
}
