package io.sallyport.masterkey;

/**
 * A master key can't be asked at the moment: its service is silent, or its token isn't there.
 * Nothing is known of what it wraps; the same call may go well later.
 */
public final class MasterKeyUnavailableException extends MasterKeyException {
  private static final long serialVersionUID = 1L;

  public MasterKeyUnavailableException(String message) {
    super(message);
  }

  public MasterKeyUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
