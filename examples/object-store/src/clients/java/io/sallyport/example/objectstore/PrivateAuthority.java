package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority that nobody knows, and what it issued to a server on this machine, by keytool. */
final class PrivateAuthority {
  private static final String PASSWORD = "changeit";

  private final Path folder;

  private PrivateAuthority(Path folder) {
    this.folder = folder;
  }

  /** Makes one in an empty folder. */
  static PrivateAuthority make(Path folder) throws IOException, InterruptedException {
    PrivateAuthority made = new PrivateAuthority(folder);
    made.keytool("authority", "-genkeypair -keyalg EC -dname CN=Authority -ext bc:c");
    made.keytool("server", "-genkeypair -keyalg EC -dname CN=localhost");
    made.keytool("authority", "-exportcert -rfc -file " + made.certificate());
    Path request = folder.resolve("request.pem");
    Path issued = folder.resolve("issued.pem");
    made.keytool("server", "-certreq -file " + request);
    made.keytool(
        "authority",
        "-gencert -rfc -ext san=dns:localhost -infile " + request + " -outfile " + issued);
    String chain = Files.readString(issued) + Files.readString(made.certificate());
    Files.writeString(issued, chain);
    made.keytool("server", "-importcert -noprompt -file " + issued);
    return made;
  }

  private void keytool(String alias, String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(arguments.split(" ", -1)));
    command.addAll(List.of("-alias", alias, "-storepass", PASSWORD, "-keystore"));
    command.add(keys(alias).toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + said);
    }
  }

  private Path keys(String alias) {
    return folder.resolve(alias + ".p12");
  }

  /** The file with its certificate. */
  Path certificate() {
    return folder.resolve("authority.pem");
  }

  private Certificate authority() throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(certificate())) {
      return CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  /** SHA-1 of its certificate. */
  String thumbprint() throws IOException, GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(authority().getEncoded());
    return HexFormat.of().formatHex(hash);
  }

  /** A Keycloak's, by TLS at any port that is free, which shows the whole chain. */
  Keycloak.Door door() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return new Keycloak.Door(
        "https",
        List.of(
            "--http-port=0",
            "--https-port=0",
            "--https-key-store-file=" + keys("server").toAbsolutePath(),
            "--https-key-store-password=" + PASSWORD),
        HttpClient.newBuilder().sslContext(context).build());
  }
}
