package io.sallyport.storage.tck;

import io.sallyport.storage.IamStore;

class TreeMapStoreTest extends IamStoreContract {
  @Override
  protected IamStore open() {
    return new TreeMapStore();
  }
}
