package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderCheckTest {
  /** Of RFC 7517, appendix A.1. */
  private static final String JWKS =
      """
      {"keys":[
        {"kty":"EC","crv":"P-256","kid":"1","use":"sig",
         "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
         "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"},
        {"kty":"EC","crv":"P-256","kid":"\\u001b[2J","use":"enc",
         "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
         "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}
      """;

  private HttpServer http;
  private String issuer = "";

  ProviderCheckTest() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    start("http://127.0.0.1:");
  }

  private void start(String origin) {
    issuer = origin + http.getAddress().getPort();
    ShownProvider.start(http, issuer, JWKS);
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private static Cli.Run check(String... arguments) {
    String[] line = new String[arguments.length + 2];
    line[0] = "oidc-provider";
    line[1] = "check";
    System.arraycopy(arguments, 0, line, 2, arguments.length);
    return Cli.alone().run(line);
  }

  @Test
  void tellsWhatItShowsWithoutAStore() {
    Cli.Run run = check("--loopback", issuer);
    assertEquals("", run.err());
    assertEquals(
        """
        asks ISSUER/.well-known/openid-configuration
        asks ISSUER/jwks
        key 1, EC: verifies ES256
        key \\u001b[2J, EC: verifies no tokens
        nothing is lacking: tokens can be verified by these keys
        """
            .replace("ISSUER", issuer),
        run.out());
    assertEquals(0, run.status());
  }

  @Test
  void tellsWhatIsLackingAndHowFarItCame() {
    Cli.Run other = check("--loopback", issuer + "/");
    assertEquals("asks " + issuer + "/.well-known/openid-configuration\n", other.out());
    assertEquals(
        "sallyport: the discovery document is of another issuer, \"" + issuer + "\"\n",
        other.err());
    assertEquals(1, other.status());
    assertTrue(check(issuer).err().contains("is no URL to fetch from"), "not without --loopback");
    http.stop(0);
    Cli.Run silent = check("--loopback", issuer);
    assertTrue(silent.err().contains("could not be fetched"), silent.err());
    assertEquals(1, silent.status());
  }

  @Test
  void whatIsNoProviderOrNoFileOfCertificatesIsSaid(@TempDir Path folder) throws IOException {
    assertTrue(check("ftp://h").failed(1).startsWith("sallyport: InvalidInput: "));
    assertTrue(check("--thumbprint=x", issuer).failed(1).startsWith("sallyport: InvalidInput: "));
    assertTrue(check().failed(2).contains("URL"));
    String file = Files.writeString(folder.resolve("ca.pem"), "").toString();
    assertEquals(
        "sallyport: " + file + " has no certificates", check("--ca-file", file, issuer).failed(1));
    Files.writeString(Path.of(file), "-----BEGIN CERTIFICATE-----\nAAAA\n");
    assertTrue(check("--ca-file", file, issuer).failed(1).contains(" has no certificates: "), file);
    assertEquals(
        "sallyport: /nowhere/x: no such file", check("--ca-file=/nowhere/x", issuer).failed(1));
  }

  @Test
  void certificatesAreShownAndTrustedByThumbprintOrFile(@TempDir Path folder) throws Exception {
    KeyStore keys = certificate(folder.resolve("server.p12"));
    http.stop(0);
    http = https(keys);
    start("https://localhost:");
    Cli.Run unknown = check("--loopback", issuer);
    assertEquals(1, unknown.status());
    assertTrue(unknown.err().contains("could not be fetched"), unknown.err());
    byte[] certificate = keys.getCertificate("server").getEncoded();
    String sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(certificate));
    String[] lines = unknown.out().split("\n", -1);
    assertTrue(
        lines[1].startsWith("  certificate of CN=localhost by CN=localhost, good "), lines[1]);
    assertTrue(lines[1].endsWith(", thumbprint " + sha1), lines[1]);
    assertEquals(
        "  to trust this server alone, until it gets another certificate, register " + sha1,
        lines[2]);
    assertEquals(4, lines.length, unknown.out());

    assertEquals(0, check("--loopback", "--thumbprint", sha1, issuer).status());
    Path pem = folder.resolve("ca.pem");
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n");
    Cli.Run trusted = check("--loopback", "--ca-file", pem.toString(), issuer);
    assertEquals("", trusted.err());
    assertTrue(trusted.out().endsWith("tokens can be verified by these keys\n"), trusted.out());
  }

  /** Of localhost, signed by itself. */
  private static KeyStore certificate(Path file) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String line =
        "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost"
            + " -storepass geheim -keystore ";
    Process made =
        new ProcessBuilder((keytool + " " + line + file).split(" ", -1))
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, made.waitFor(), said);
    return KeyStore.getInstance(file.toFile(), "geheim".toCharArray());
  }

  private static HttpServer https(KeyStore keys) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "geheim".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }
}
