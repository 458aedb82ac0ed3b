package io.sallyport.error;

/**
 * A caller, or an address that nobody is proven at, calls too often, or too much is being done at
 * once for those who have proven nothing: the call may be made again, and clients do so by
 * themselves after a while.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">ThrottlingException</a>
 */
public final class ThrottlingException extends IamException {
  private static final long serialVersionUID = 1L;

  public ThrottlingException() {
    super("Throttling", 400, "Rate exceeded");
  }
}
