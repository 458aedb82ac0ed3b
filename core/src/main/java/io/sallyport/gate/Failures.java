package io.sallyport.gate;

import io.sallyport.audit.AuditEvent;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.error.ExpiredTokenException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.RequestTimeTooSkewedException;
import io.sallyport.error.SignatureDoesNotMatchException;
import io.sallyport.error.UnavailableException;
import io.sallyport.http.RequestHead;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import java.util.Optional;

/**
 * Counts and notes why requests did not prove who sent them: for the host, who may know which keys
 * exist.
 */
record Failures(Journal journal) {
  /**
   * Notes a failure, and gives it back.
   *
   * @param claimed the access key that the request names, if that can be read
   */
  IamException noted(
      RequestHead head, String service, Optional<AccessKeyId> claimed, IamException failure) {
    if (failure instanceof UnavailableException) {
      return failure;
    }
    journal.metrics().notAuthenticated(service, failure.why());
    if (journal.isKept()) {
      journal.note(
          new AuditEvent.NotAuthenticated(
              journal.now(),
              Actors.unproven(head),
              service,
              failure.why(),
              claimed.or(() -> claimed(failure)).filter(id -> isOfAKey(id, failure))));
    }
    return failure;
  }

  private static Optional<AccessKeyId> claimed(IamException failure) {
    return failure instanceof RequestTimeTooSkewedException skewed
        ? skewed.claimed().map(AccessKeyId::new)
        : Optional.empty();
  }

  private static boolean isOfAKey(AccessKeyId id, IamException failure) {
    return !id.mayBeSecret()
        || failure instanceof ExpiredTokenException
        || failure instanceof SignatureDoesNotMatchException
        || (failure instanceof InvalidCredentialsException credentials
            && (credentials.reason() == Reason.SIGNATURE_MISMATCH
                || credentials.reason() == Reason.REVOKED));
  }
}
