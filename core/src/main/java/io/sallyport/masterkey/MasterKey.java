package io.sallyport.masterkey;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The key that wraps all other keys. It never touches a session token or a secret itself, so that
 * it may live in a key management service. Implementations are thread-safe.
 */
public interface MasterKey {

  /** How many bytes a master key in a file has. */
  int LENGTH = 32;

  /**
   * Encrypts and authenticates a key.
   *
   * @param context what the key is for, authenticated with it
   */
  byte[] wrap(byte[] key, byte[] context);

  /**
   * The key that {@link #wrap} was given, or empty if this master key and context didn't wrap it.
   */
  Optional<byte[]> unwrap(byte[] wrapped, byte[] context);

  /**
   * A master key of 32 bytes that the host keeps.
   *
   * @throws IllegalArgumentException if there are more or fewer
   */
  static MasterKey of(byte[] key) {
    return new LocalMasterKey(key, new SecureRandom());
  }

  /**
   * The master key in a file of 32 bytes.
   *
   * @throws MasterKeyException if the file can't be read, isn't 32 bytes long, or may be read by
   *     others than its owner
   */
  static MasterKey file(Path file) {
    return of(MasterKeyFile.read(file));
  }

  /**
   * Makes a file with a new random master key, readable by its owner alone.
   *
   * @throws MasterKeyException if the file exists or can't be written
   */
  static MasterKey createFile(Path file) {
    MasterKeyFile.create(file, new SecureRandom());
    return file(file);
  }
}
