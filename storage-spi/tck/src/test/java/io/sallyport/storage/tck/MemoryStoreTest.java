package io.sallyport.storage.tck;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.memory.MemoryStore;

class MemoryStoreTest extends IamStoreContract {

  @Override
  protected IamStore open() {
    return new MemoryStore();
  }
}
