package io.sallyport.servlet;

import io.sallyport.http.RequestHead;
import io.sallyport.query.QueryResponse;
import io.sallyport.sigv4.CredentialScope;
import io.sallyport.wire.CallXml;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Why a body was not read to its end, in the words of either kind of service. */
enum BodyFault {
  TOO_LONG(
      413, "EntityTooLarge", "RequestEntityTooLarge", "The body is longer than such a one may be."),
  TOO_SLOW(408, "RequestTimeout", "RequestTimeout", "The body did not come in time."),
  NO_ROOM(503, "SlowDown", "ServiceUnavailable", "Too much is being read: try again."),
  BROKEN_OFF(400, "IncompleteBody", "IncompleteBody", "The body ended too early.");

  private final int status;
  private final String s3Code;
  private final String callCode;
  private final String message;

  BodyFault(int status, String s3Code, String callCode, String message) {
    this.status = status;
    this.s3Code = s3Code;
    this.callCode = callCode;
    this.message = message;
  }

  /** What S3 says. */
  S3Error inS3() {
    return new S3Error(status, s3Code, message);
  }

  /** What IAM or STS says, whichever was asked. */
  QueryResponse inCall(RequestHead head) {
    String requestId = UUID.randomUUID().toString();
    return new QueryResponse(
        status, requestId, CallXml.error(service(head), status, callCode, message, requestId));
  }

  private static String service(RequestHead head) {
    return CredentialScope.claimedService(head).equals("iam") ? "iam" : "sts";
  }

  /** Carries a fault out of what reads. */
  static final class Found extends IOException {
    private static final long serialVersionUID = 1L;
    private final BodyFault fault;

    Found(BodyFault fault) {
      super(fault.message);
      this.fault = fault;
    }

    /**
     * The fault that this failure of a container's stream is: what it says itself is for nobody.
     */
    static BodyFault in(Throwable failure) {
      if (failure instanceof Found found) {
        return found.fault;
      }
      boolean timeout = false;
      Optional<Throwable> cause = Optional.of(failure);
      while (cause.isPresent() && !timeout) {
        timeout = cause.get().getClass().getSimpleName().contains("Timeout");
        cause = Optional.ofNullable(cause.get().getCause());
      }
      return timeout ? TOO_SLOW : BROKEN_OFF;
    }
  }
}
