package io.sallyport.masterkey;

/**
 * A master key can't be used: by itself, that it is not there, not safe to use, or not allowed to
 * be used, which somebody has to mend. That it is another one than was needed, and that it can't be
 * asked at the moment, are kinds of their own.
 */
public sealed class MasterKeyException extends RuntimeException
    permits MasterKeyUnavailableException, WrongMasterKeyException {
  private static final long serialVersionUID = 1L;

  public MasterKeyException(String message) {
    super(message);
  }

  public MasterKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
