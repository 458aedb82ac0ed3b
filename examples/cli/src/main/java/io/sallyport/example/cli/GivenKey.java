package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The access key that a command is given, in its options or a file. */
final class GivenKey {
  static final Flag ACCESS_KEY =
      Flag.optional("--access-key", "", "its access key's id; by default it gets a new key");
  static final Flag SECRET =
      Flag.optional("--secret", "", "the key's secret, for everybody on this machine to see");
  static final Flag SECRET_FILE =
      Flag.optional("--secret-file", "", "the file that has the key's secret, or -");

  private GivenKey() {}

  /**
   * The key, if one is given.
   *
   * @throws Misuse if only half of it is
   */
  static Optional<AccessKey> of(Arguments given, InputStream in) throws IOException {
    Optional<String> file = given.find(SECRET_FILE.name());
    Optional<String> secret = given.find(SECRET.name());
    if (file.isPresent() && secret.isPresent()) {
      throw new Misuse("--secret and --secret-file exclude each other");
    }
    Optional<String> id = given.find(ACCESS_KEY.name());
    if (id.isPresent() != (file.isPresent() || secret.isPresent())) {
      throw new Misuse("--access-key needs --secret-file (or --secret), and either needs it");
    }
    if (file.isPresent()) {
      secret = Optional.of(read(file.get(), in));
    }
    return secret.isPresent()
        ? Optional.of(new AccessKey(new AccessKeyId(id.orElseThrow()), SecretKey.of(secret.get())))
        : Optional.empty();
  }

  private static String read(String file, InputStream in) throws IOException {
    byte[] bytes = file.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
    return new String(bytes, UTF_8).strip();
  }
}
