package io.sallyport.oidc;

import io.sallyport.error.IamException;
import io.sallyport.error.IdpCommunicationException;
import io.sallyport.error.InvalidIdentityTokenException;
import java.time.Instant;

/** A provider's keys could not be fetched. */
final class FetchException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What was wrong. */
  enum Cause {
    UNREACHABLE(IdpCommunicationException.Reason.UNREACHABLE),
    ADDRESS(IdpCommunicationException.Reason.ADDRESS),
    DOCUMENT(IdpCommunicationException.Reason.DOCUMENT),
    /** As AWS tells it, this is the token's fault: to ask again won't help. */
    CERTIFICATE(IdpCommunicationException.Reason.UNREACHABLE);

    private final IdpCommunicationException.Reason reason;

    Cause(IdpCommunicationException.Reason reason) {
      this.reason = reason;
    }

    /** What a caller hears of it whose token needs the keys. */
    IamException toIamException(Instant since) {
      return this == CERTIFICATE
          ? new InvalidIdentityTokenException(InvalidIdentityTokenException.Reason.CERTIFICATE)
          : new IdpCommunicationException(reason, since);
    }
  }

  private final Cause why;

  FetchException(Cause why, String message) {
    super(message);
    this.why = why;
  }

  FetchException(Cause why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  Cause why() {
    return why;
  }
}
