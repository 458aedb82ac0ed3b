package io.sallyport.masterkey;

/**
 * The master key is not there, not safe, or not the one that the store's keys were wrapped with.
 */
public final class MasterKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MasterKeyException(String message) {
    super(message);
  }

  public MasterKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
