package io.sallyport.storage.etcd;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.tck.SharedStoreContract;

class EtcdStoreTest extends SharedStoreContract {
  private String prefix = "";

  @Override
  protected IamStore open() {
    prefix = EtcdCluster.newPrefix();
    return reopen();
  }

  @Override
  protected IamStore reopen() {
    return EtcdCluster.shared().connect(prefix);
  }

  @Override
  protected IamStore openAnother() {
    return EtcdCluster.shared().connect(prefix);
  }
}
