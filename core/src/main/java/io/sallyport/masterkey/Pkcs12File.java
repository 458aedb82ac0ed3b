package io.sallyport.masterkey;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Reads a master key from a PKCS#12 file. */
final class Pkcs12File {
  private Pkcs12File() {}

  static byte[] read(Path file, String alias, char[] password) {
    String what = "the PKCS#12 file " + file;
    try {
      MasterKeyFile.refuseSharedFile(file);
      return key(opened(file, password), what, alias, password);
    } catch (UnrecoverableKeyException e) {
      throw new MasterKeyException("the password is not that of the key in " + what, e);
    } catch (NoSuchFileException e) {
      throw new MasterKeyException(what + " doesn't exist", e);
    } catch (IOException e) {
      throw e.getCause() instanceof UnrecoverableKeyException
          ? new MasterKeyException("the password is not that of " + what, e)
          : new MasterKeyException(what + " can't be read", e);
    } catch (GeneralSecurityException e) {
      throw new MasterKeyException(what + " can't be read", e);
    }
  }

  private static KeyStore opened(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    return store;
  }

  private static byte[] key(KeyStore store, String what, String alias, char[] password)
      throws GeneralSecurityException {
    Key key = store.getKey(alias, password);
    byte[] bytes = aes(key, what, alias).getEncoded();
    if (bytes.length != MasterKey.LENGTH) {
      throw new MasterKeyException(
          "the key \"%s\" in %s has %d bits, not 256".formatted(alias, what, 8 * bytes.length));
    }
    return bytes;
  }

  /**
   * The key that was found under an alias, if it is one of AES.
   *
   * @param found what there is
   * @throws MasterKeyException if it is not
   */
  static SecretKey aes(@Nullable Key found, String where, String alias) {
    if (found == null) {
      throw new MasterKeyException("there is no key \"%s\" in %s".formatted(alias, where));
    }
    if (found instanceof SecretKey secret && secret.getAlgorithm().equals("AES")) {
      return secret;
    }
    throw new MasterKeyException(
        "the key \"%s\" in %s is one of %s, not of AES"
            .formatted(alias, where, found.getAlgorithm()));
  }
}
