package io.sallyport;

import io.sallyport.storage.IamStore;

/**
 * The store that a builder was given, or lent.
 *
 * @param isLent whether it stays open when the instance is closed
 */
record GivenStore(IamStore store, boolean isLent) implements AutoCloseable {

  @Override
  public void close() {
    if (!isLent) {
      store.close();
    }
  }
}
