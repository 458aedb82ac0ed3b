package io.sallyport.example.objectstore;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server listens, on this machine only.
 *
 * @param port for HTTP, 0 for any that is free
 * @param https where it listens with TLS too
 */
record Listening(int port, Optional<Https> https) {

  /**
   * Listening with TLS.
   *
   * @param port 0 for any that is free
   * @param keyStore with the certificate, as {@link Certificate} makes it
   */
  record Https(int port, Path keyStore) {}

  /** Without TLS. */
  static Listening on(int port) {
    return new Listening(port, Optional.empty());
  }
}
