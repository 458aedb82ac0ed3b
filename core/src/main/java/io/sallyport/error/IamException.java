package io.sallyport.error;

import io.sallyport.policy.source.Printable;
import java.util.Map;

/**
 * An error that an IAM or STS call ends with. Its code and HTTP status are those that AWS documents
 * for the call; its message is one sentence that holds no secret, on one line whatever of a
 * caller's own words is repeated in it.
 */
public abstract sealed class IamException extends RuntimeException
    permits AccessDeniedException,
        ActionException,
        ConflictException,
        ExpiredTokenException,
        IdpCommunicationException,
        InvalidAuthorizationMessageException,
        InvalidCredentialsException,
        InvalidIdentityTokenException,
        InvalidInputException,
        LimitExceededException,
        MalformedPolicyDocumentException,
        MalformedRequestException,
        NoSuchEntityException,
        NotSignedException,
        RejectedClaimException,
        RequestTimeTooSkewedException,
        S3RequestException,
        SignatureDoesNotMatchException,
        ThrottlingException,
        UnavailableException,
        UnsupportedActionException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int httpStatus;

  IamException(String code, int httpStatus, String message) {
    super(Printable.of(message));
    this.code = code;
    this.httpStatus = httpStatus;
  }

  /** AWS's error code, such as {@code NoSuchEntity}. */
  public String code() {
    return code;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** Code and status as a service tells this error. */
  public WireCode wire(AwsService service) {
    return WireCodes.of(this, service);
  }

  /**
   * What was wrong, in a word, for the host alone: as audit events say it. Of credentials it tells
   * what no answer does, such as whether there is such an access key.
   */
  public String why() {
    return code;
  }

  /** What a service says went wrong: in one sentence, if not said otherwise. */
  public String message(AwsService service) {
    return getMessage();
  }

  /** What S3 tells besides, as elements of its XML, in order: their names and texts. */
  public Map<String, String> details() {
    return Map.of();
  }

  /** What went wrong, in one sentence. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? code : message;
  }
}
