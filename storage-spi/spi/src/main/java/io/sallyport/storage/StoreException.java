package io.sallyport.storage;

/** A store's failure. Which of the two it is tells whether a commit may have happened. */
public abstract sealed class StoreException extends RuntimeException
    permits StoreUnavailableException, OutcomeUnknownException {
  private static final long serialVersionUID = 1L;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  StoreException(String message) {
    super(message);
  }
}
