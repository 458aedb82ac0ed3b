package io.sallyport.error;

/**
 * A web identity token is not accepted. Over the wire, that it is too old has a code of its own, so
 * that clients get a new one; all else looks the same, and {@link #reason()} is for the host alone.
 * Holds nothing of the token.
 */
public final class InvalidIdentityTokenException extends IamException {
  private static final long serialVersionUID = 1L;

  /** What was wrong: for logs and audit, never for the caller. */
  public enum Reason {
    /** Not a signed token in compact form, or one that says what must not be said or is unclear. */
    MALFORMED,
    /** Signed by no algorithm, by one that is not accepted, or the algorithm isn't named. */
    ALGORITHM,
    /** The provider has no key of this id that this algorithm may use. */
    UNKNOWN_KEY,
    /** The signature is not that of the provider's key. */
    SIGNATURE,
    /**
     * The provider's server shows no chain of certificates that the host trusts, nor one that leads
     * up to a registered thumbprint; or its certificate is of another name. Or it shows its keys
     * without TLS, and the host wants them to have certificates that bear such a thumbprint.
     */
    CERTIFICATE,
    /** Issued by another than the provider. */
    ISSUER,
    /** Not meant for a client that is registered with the provider. */
    AUDIENCE,
    /** Too old. */
    EXPIRED,
    /** Issued in the future, or to be used later. */
    NOT_YET_VALID,
    /** A claim that there must be is absent or empty. */
    MISSING_CLAIM,
    /** Issued by nobody whom the role's account has registered. */
    UNKNOWN_PROVIDER
  }

  private final Reason reason;

  public InvalidIdentityTokenException(Reason reason) {
    super(
        reason == Reason.EXPIRED ? "ExpiredTokenException" : "InvalidIdentityToken",
        400,
        "the web identity token " + (reason == Reason.EXPIRED ? "has expired" : "is not valid"));
    this.reason = reason;
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
