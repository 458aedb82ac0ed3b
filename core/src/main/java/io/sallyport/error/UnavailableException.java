package io.sallyport.error;

import java.time.Duration;

/** What is asked can't be known or done now, and nothing is granted: it may be asked again. */
public final class UnavailableException extends IamException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(Throwable cause) {
    this("the service is not available at the moment", cause);
  }

  private UnavailableException(String message, Throwable cause) {
    this(message);
    initCause(cause);
  }

  private UnavailableException(String message) {
    super("ServiceUnavailable", 503, message);
  }

  /**
   * Sessions were ended, and one that began now would end with them.
   *
   * @param spread how long after a revocation sessions end with it that begin then
   */
  public static UnavailableException revokedJustNow(Duration spread) {
    return new UnavailableException(
        "sessions that this would be one of were ended less than "
            + spread.toSeconds()
            + " seconds ago: none begins until then");
  }

  /** A change may or may not have been made, and can't be told apart from what others did since. */
  public static UnavailableException outcomeUnknown(Throwable cause) {
    return new UnavailableException(
        "the change may or may not have been made: look before you make it again", cause);
  }
}
