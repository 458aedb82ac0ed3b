package io.sallyport.masterkey;

/**
 * A master key answered, and is not the one that the store's keys are wrapped with. Nothing was
 * changed.
 */
public final class WrongMasterKeyException extends MasterKeyException {
  private static final long serialVersionUID = 1L;

  public WrongMasterKeyException(String message) {
    super(message);
  }
}
