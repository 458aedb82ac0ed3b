package io.sallyport.example.objectstore;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server has besides what every one has.
 *
 * @param users a file with accounts and users to make
 * @param audit a file to write down what happens
 * @param https a port to listen on with TLS
 */
record Additions(Optional<Path> users, Optional<Path> audit, OptionalInt https) {
  static final Additions NONE =
      new Additions(Optional.empty(), Optional.empty(), OptionalInt.empty());

  Additions withUsers(Path file) {
    return new Additions(Optional.of(file), audit, https);
  }

  Additions withAudit(Path file) {
    return new Additions(users, Optional.of(file), https);
  }

  Additions withHttps(int port) {
    return new Additions(users, audit, OptionalInt.of(port));
  }
}
