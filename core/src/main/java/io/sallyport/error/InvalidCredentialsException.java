package io.sallyport.error;

/**
 * The credentials are not valid. Over the wire every such error looks the same; {@link #reason()}
 * is for the host alone. A request that is malformed whoever signed it is a {@link
 * MalformedRequestException} instead.
 */
public final class InvalidCredentialsException extends IamException {
  private static final long serialVersionUID = 1L;

  /** What was wrong: for logs and audit, never for the caller. */
  public enum Reason {
    /** There is no such access key. */
    UNKNOWN_ACCESS_KEY,
    /** The session token was not sealed here, or was changed, or belongs to another access key. */
    INVALID_SESSION_TOKEN,
    /** The session was revoked, or whose it is exists no more. */
    REVOKED,
    /** The signature is not that of the secret key. */
    SIGNATURE_MISMATCH
  }

  private final Reason reason;

  public InvalidCredentialsException(Reason reason) {
    super("InvalidClientTokenId", 403, "the security credentials of the request are not valid");
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
