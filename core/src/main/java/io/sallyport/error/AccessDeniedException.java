package io.sallyport.error;

import io.sallyport.policy.source.Printable;
import java.util.Optional;

/** The caller may not do this, or what it wants to become is not there: which, it is not told. */
public final class AccessDeniedException extends IamException {
  private static final long serialVersionUID = 1L;

  private final String encoded;

  public AccessDeniedException(String message) {
    this(message, "");
  }

  private AccessDeniedException(String message, String encoded) {
    super("AccessDenied", 403, message);
    this.encoded = encoded;
  }

  /** A caller, the action and what it was asked on, all of which may be text of the caller's. */
  public static AccessDeniedException of(String caller, String action, String asked) {
    return new AccessDeniedException(
        Printable.of(caller + " is not authorized to perform " + action + " on " + asked));
  }

  /**
   * The same with a sealed explanation, which IAM and STS tell with it.
   *
   * @param message as STS's {@code DecodeAuthorizationMessage} takes it
   */
  public AccessDeniedException withEncodedMessage(String message) {
    return new AccessDeniedException(getMessage(), message);
  }

  /** The sealed explanation; empty if the host doesn't want any. */
  public Optional<String> encodedMessage() {
    return encoded.isEmpty() ? Optional.empty() : Optional.of(encoded);
  }

  @Override
  public String message(AwsService service) {
    return service == AwsService.S3 || encoded.isEmpty()
        ? getMessage()
        : getMessage() + ". Encoded authorization failure message: " + encoded;
  }
}
