package io.sallyport.masterkey;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The key that wraps all other keys. It never touches a session token or a secret itself, so that
 * it may live in a key management service; an instance asks it for each key of the ring once, when
 * it starts or the key is new. Implementations are thread-safe, and end a call that takes too long.
 */
public interface MasterKey {

  /** How many bytes a master key in a file has. */
  int LENGTH = 32;

  /**
   * Encrypts and authenticates a key.
   *
   * @param context what the key is for, authenticated with it
   * @throws MasterKeyUnavailableException if that can't be done now
   * @throws MasterKeyException if it is not allowed
   */
  byte[] wrap(byte[] key, byte[] context);

  /**
   * The key that {@link #wrap} was given, or empty if this master key and context didn't wrap it:
   * never because nobody answered.
   *
   * @throws MasterKeyUnavailableException if that can't be known now; any other exception that is
   *     no {@link MasterKeyException} counts as one
   * @throws MasterKeyException if it is not allowed
   */
  Optional<byte[]> unwrap(byte[] wrapped, byte[] context);

  /**
   * A master key of 32 bytes that the host keeps.
   *
   * @throws IllegalArgumentException if there are more or fewer
   */
  static MasterKey of(byte[] key) {
    requireNonNull(key, "key");
    return new LocalMasterKey(key, new SecureRandom());
  }

  /**
   * The master key in a file of 32 bytes.
   *
   * @throws MasterKeyException if the file can't be read, isn't 32 bytes long, or may be read by
   *     others than its owner
   */
  static MasterKey file(Path file) {
    requireNonNull(file, "file");
    return of(MasterKeyFile.read(file));
  }

  /**
   * Makes a file with a new random master key, readable by its owner alone.
   *
   * @throws MasterKeyException if the file exists or can't be written
   */
  static MasterKey createFile(Path file) {
    requireNonNull(file, "file");
    MasterKeyFile.create(file, new SecureRandom());
    return file(file);
  }

  /**
   * The master key in a file, which is made if there is none: of two that start at once, one makes
   * it. Beside a store whose keys another one wraps, an instance doesn't start with it; so a file
   * that was lost is not replaced.
   *
   * @throws MasterKeyException as {@link #file} and {@link #createFile}
   */
  static MasterKey openOrCreate(Path file) {
    requireNonNull(file, "file");
    if (!Files.exists(file)) {
      try {
        return createFile(file);
      } catch (MasterKeyException e) {
        if (!Files.exists(file)) {
          throw e;
        }
      }
    }
    return file(file);
  }

  /**
   * The AES key of 256 bits in a PKCS#12 file, such as {@code keytool -genseckey -keyalg AES
   * -keysize 256 -storetype PKCS12} makes. It is that of {@link #of}, and opens what a file with
   * the same 32 bytes wrapped. The password is not kept.
   *
   * @param password of the file and of the key
   * @throws MasterKeyException if the file can't be read or may be read by others than its owner,
   *     the password is wrong, there is no such key, or it is another one than of AES and 256 bits
   */
  static MasterKey pkcs12(Path file, String alias, char[] password) {
    requireNonNull(file, "file");
    requireNonNull(alias, "alias");
    requireNonNull(password, "password");
    return of(Pkcs12File.read(file, alias, password));
  }

  /**
   * An AES key in a PKCS#11 token, which never leaves it: the token itself wraps and unwraps, by
   * AES-GCM. How long the key is the token doesn't tell: make one of 256 bits, sensitive and not
   * extractable. Logs in again after the token was taken out, as long as the PIN holds; so the PIN
   * is kept in memory. There is nothing to be closed: the provider is the host's own.
   *
   * @param provider such as {@code Security.getProvider("SunPKCS11").configure(file)}
   * @param alias the key's label
   * @throws MasterKeyUnavailableException if the token isn't there
   * @throws MasterKeyException if it refuses the PIN, or has no AES key of this name
   */
  static MasterKey pkcs11(Provider provider, String alias, char[] pin) {
    requireNonNull(provider, "provider");
    requireNonNull(alias, "alias");
    requireNonNull(pin, "pin");
    return new Pkcs11MasterKey(provider, alias, pin, new SecureRandom());
  }
}
