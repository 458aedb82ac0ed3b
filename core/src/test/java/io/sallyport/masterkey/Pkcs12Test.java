package io.sallyport.masterkey;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs12Test {
  private static final byte[] KEY = {1, 2, 3};
  private static final byte[] CONTEXT = {4};
  private static final String PASSWORD = "correct horse";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void make() throws IOException, GeneralSecurityException {
    file = folder.resolve("master.p12");
    put("master", new SecretKeySpec(filled(32), "AES"));
  }

  @Test
  void theKeyIsTheSameAsInAFileOfItsBytes() {
    byte[] wrapped = MasterKey.of(filled(32)).wrap(KEY, CONTEXT);
    assertArrayEquals(KEY, open("master", PASSWORD).unwrap(wrapped, CONTEXT).orElseThrow());
    assertEquals("[redacted]", open("master", PASSWORD).toString());
  }

  @Test
  void aWrongPasswordIsNamedAndNotRepeated() {
    MasterKeyException refusal =
        assertThrows(MasterKeyException.class, () -> open("master", "battery staple"));
    assertEquals("the password is not that of the PKCS#12 file " + file, refusal.getMessage());
    StringWriter all = new StringWriter();
    refusal.printStackTrace(new PrintWriter(all));
    assertFalse(all.toString().contains("battery"), all::toString);
  }

  @Test
  void aKeyThatIsNotThereIsNamed() {
    refused("there is no key \"other\" in the PKCS#12 file " + file, "other");
  }

  @Test
  void aKeyOfAnotherKindOrSizeIsRefused() throws IOException, GeneralSecurityException {
    put("short", new SecretKeySpec(filled(16), "AES"));
    refused("the key \"short\" in the PKCS#12 file " + file + " has 128 bits, not 256", "short");
    put("mac", new SecretKeySpec(filled(32), "HmacSHA256"));
    refused(
        "the key \"mac\" in the PKCS#12 file " + file + " is one of HmacSHA256, not of AES", "mac");
  }

  @Test
  void aFileThatIsMissingSharedOrNoneIsRefused() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    refused(
        "the file "
            + file
            + " with the master key may be read by others than its owner: chmod 600 it",
        "master");
    Files.write(file, new byte[] {1, 2, 3});
    own();
    refused("the PKCS#12 file " + file + " can't be read", "master");
    Files.delete(file);
    refused("the PKCS#12 file " + file + " doesn't exist", "master");
  }

  private void refused(String message, String alias) {
    assertEquals(
        message, assertThrows(MasterKeyException.class, () -> open(alias, PASSWORD)).getMessage());
  }

  private MasterKey open(String alias, String password) {
    return MasterKey.pkcs12(file, alias, password.toCharArray());
  }

  private void put(String alias, SecretKey key) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    KeyStore.PasswordProtection protection =
        new KeyStore.PasswordProtection(PASSWORD.toCharArray());
    store.setEntry(alias, new KeyStore.SecretKeyEntry(key), protection);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    own();
  }

  private void own() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }
}
