package io.sallyport.durable;

import io.sallyport.storage.IamStore;
import java.util.List;

/**
 * Where a test's instances keep their entries, on servers of this machine; at first it is empty.
 */
interface Database {

  /** The ports of its servers. */
  List<Integer> ports();

  /** A store by way of these ports: the servers', or those of a proxy before each. */
  IamStore open(List<Integer> ports);

  default IamStore open() {
    return open(ports());
  }
}
