package io.sallyport.storage.etcd;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;

/**
 * The client that is in use. Another takes its place when nothing is answered any more: a client
 * that can't connect waits longer and longer before it tries again, up to two minutes, whoever asks
 * meanwhile. Thread-safe.
 */
final class EtcdConnection implements AutoCloseable {
  private final ClientBuilder builder;
  private volatile Client client;
  private boolean closed; // Guarded by this.

  EtcdConnection(ClientBuilder builder) {
    this.builder = builder;
    this.client = builder.build();
  }

  Client client() {
    return client;
  }

  /** Lets a new client take this one's place, unless one has already. Its watches end. */
  synchronized void replace(Client failed) {
    if (closed || client != failed) {
      return;
    }
    client = builder.build();
    Thread closing = new Thread(failed::close, "sallyport-etcd-close");
    closing.setDaemon(true);
    closing.start();
  }

  @Override
  public synchronized void close() {
    closed = true;
    client.close();
  }
}
