package io.sallyport.error;

import java.time.Instant;

/**
 * The keys of an identity provider could not be fetched, and none that it has shown before will do:
 * the call may be made again. Over the wire every such error looks the same; the rest is for the
 * host alone.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AssumeRoleWithWebIdentity</a>
 */
public final class IdpCommunicationException extends IamException {
  private static final long serialVersionUID = 1L;

  /** What was wrong: for logs and audit, never for the caller. */
  public enum Reason {
    /** No connection, no answer in time, or an answer that is not 200. */
    UNREACHABLE,
    /** An address that must not be connected to, or a URL that must not be fetched from. */
    ADDRESS,
    /** No discovery document of this issuer, or no key set; or too long to be one. */
    DOCUMENT
  }

  private final Reason reason;
  private final Instant since;

  public IdpCommunicationException(Reason reason, Instant since) {
    super("IDPCommunicationError", 400, "the identity provider could not be asked for its keys");
    this.reason = reason;
    this.since = since;
  }

  public Reason reason() {
    return reason;
  }

  /** Since when no fetch of the provider's keys has succeeded. */
  public Instant since() {
    return since;
  }
}
