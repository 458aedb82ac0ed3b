package io.sallyport.masterkey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.UUID;
import javax.crypto.KeyGenerator;

/**
 * The token of SoftHSM (Debian's {@code softhsm2}) that there can be one of in a JVM: the
 * environment names its place, and the library looks there once. It has an AES key, "master".
 */
final class SoftHsm {
  static final String PIN = "314159";

  private static final String LIBRARY = "/usr/lib/softhsm/libsofthsm2.so";

  final Provider provider;

  private SoftHsm(Provider provider) {
    this.provider = provider;
  }

  static SoftHsm create() throws IOException, GeneralSecurityException {
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Path tokens = configuration.resolveSibling("softhsm");
    Files.createDirectories(tokens);
    Files.writeString(
        configuration, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
    String label = UUID.randomUUID().toString().substring(0, 8);
    String slot = initialized(label);
    Provider provider =
        Security.getProvider("SunPKCS11")
            .configure("--name=%s\nlibrary=%s\nslot=%s\n".formatted(label, LIBRARY, slot));
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, PIN.toCharArray());
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(256);
    store.setEntry("master", new KeyStore.SecretKeyEntry(generator.generateKey()), null);
    return new SoftHsm(provider);
  }

  MasterKey masterKey() {
    return MasterKey.pkcs11(provider, "master", PIN.toCharArray());
  }

  /** The slot that a new token is in. */
  private static String initialized(String label) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    "softhsm2-util",
                    "--init-token",
                    "--free",
                    "--label",
                    label,
                    "--pin",
                    PIN,
                    "--so-pin",
                    "27182818"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.onExit().join().exitValue(), said);
    return said.strip().substring(said.strip().lastIndexOf(' ') + 1);
  }
}
