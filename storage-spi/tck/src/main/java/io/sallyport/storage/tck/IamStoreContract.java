package io.sallyport.storage.tck;

/**
 * The contract of {@link io.sallyport.storage.IamStore} as tests: a backend's test class extends it
 * and says, in {@link #open()}, how to make a new, empty store. Each test names its rule.
 */
public abstract class IamStoreContract extends ClosingRules {

  /** For the backend's test class. */
  protected IamStoreContract() {}
}
