package io.sallyport.error;

/**
 * What is to be decoded is no explanation of a denial that was sealed here for the caller's
 * account, or the key that sealed it is gone: which, the caller is not told.
 */
public final class InvalidAuthorizationMessageException extends IamException {
  private static final long serialVersionUID = 1L;

  public InvalidAuthorizationMessageException() {
    super(
        "InvalidAuthorizationMessageException",
        400,
        "the message is no authorization failure message of this account");
  }
}
