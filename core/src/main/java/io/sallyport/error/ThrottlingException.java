package io.sallyport.error;

import java.time.Duration;

/**
 * A caller, or an address that nobody is proven at, calls too often, or too much is being done at
 * once for those who have proven nothing, or sessions were revoked so recently that none begins:
 * the call may be made again, and clients do so by themselves after a while.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">ThrottlingException</a>
 */
public final class ThrottlingException extends IamException {
  private static final long serialVersionUID = 1L;

  public ThrottlingException() {
    this("Rate exceeded");
  }

  private ThrottlingException(String message) {
    super("Throttling", 400, message);
  }

  /**
   * A session that began now would be one of those that were revoked.
   *
   * @param spread how long after a revocation none begins, by the clocks of the nodes
   */
  public static ThrottlingException revokedJustNow(Duration spread) {
    return new ThrottlingException(
        "sessions like this one were revoked just now: none begins for "
            + spread.toSeconds()
            + " seconds or so");
  }
}
