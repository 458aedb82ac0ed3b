package io.sallyport.durable;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.etcd.EtcdCluster;
import java.util.List;

/** A part of a cluster of three members. */
final class EtcdDatabase implements Database {
  private final EtcdCluster cluster = EtcdCluster.shared();
  private final String prefix = EtcdCluster.newPrefix();

  @Override
  public List<Integer> ports() {
    return cluster.ports();
  }

  @Override
  public IamStore open(List<Integer> ports) {
    return cluster.connect(prefix, ports);
  }
}
