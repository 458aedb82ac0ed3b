package io.sallyport.error;

/**
 * The credentials are not valid. Over the wire every such error of an access key looks the same,
 * and every one of a session; {@link #reason()} is for the host alone. A request that is malformed
 * whoever signed it is a {@link MalformedRequestException} instead. Code and status are S3's.
 */
public final class InvalidCredentialsException extends IamException {
  private static final long serialVersionUID = 1L;

  private static final WireCode OF_SESSION = new WireCode("InvalidToken", 400);

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
    this(
        reason,
        switch (reason) {
          case INVALID_SESSION_TOKEN, REVOKED -> OF_SESSION;
          case UNKNOWN_ACCESS_KEY, SIGNATURE_MISMATCH -> new WireCode("InvalidAccessKeyId", 403);
        });
  }

  private InvalidCredentialsException(Reason reason, WireCode told) {
    super(told.code(), told.httpStatus(), "the security credentials of the request are not valid");
    this.reason = reason;
  }

  /** A signature is not that of its session's secret: no other error than any of its token. */
  public static InvalidCredentialsException sessionMismatch() {
    return new InvalidCredentialsException(Reason.SIGNATURE_MISMATCH, OF_SESSION);
  }

  public Reason reason() {
    return reason;
  }

  /** The name of the reason. */
  @Override
  public String why() {
    return reason.name();
  }
}
