package io.sallyport.example.objectstore;

import io.sallyport.example.objectstore.served.EncryptedVolume;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server has besides what every one has.
 *
 * @param users a file with accounts and users to make
 * @param audit a file to write down what happens
 * @param https a port to listen on with TLS
 * @param volume what its folder is on
 */
record Additions(
    Optional<Path> users,
    Optional<Path> audit,
    OptionalInt https,
    Optional<EncryptedVolume> volume) {
  static final Additions NONE =
      new Additions(Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());

  Additions withUsers(Path file) {
    return new Additions(Optional.of(file), audit, https, volume);
  }

  Additions withAudit(Path file) {
    return new Additions(users, Optional.of(file), https, volume);
  }

  Additions withHttps(int port) {
    return new Additions(users, audit, OptionalInt.of(port), volume);
  }

  /** On an encrypted volume, whatever is said of its key besides. */
  Additions onEncryptedVolume() {
    return on(volume.orElse(EncryptedVolume.UNNAMED));
  }

  Additions on(EncryptedVolume encrypted) {
    return new Additions(users, audit, https, Optional.of(encrypted));
  }
}
