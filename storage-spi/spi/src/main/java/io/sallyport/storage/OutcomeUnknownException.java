package io.sallyport.storage;

/** A commit may or may not have happened: the caller reads again and decides. */
public final class OutcomeUnknownException extends StoreException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String message) {
    super(message);
  }

  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
