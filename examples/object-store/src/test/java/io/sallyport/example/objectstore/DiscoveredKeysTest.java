package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.sallyport.Sallyport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of a provider of this machine that shows its keys, over plain HTTP. */
class DiscoveredKeysTest {
  @TempDir private Path data;
  private HttpServer provider;
  private TokenIssuer issuer;

  @BeforeEach
  void start() throws Exception {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = new TokenIssuer("http://localhost:" + provider.getAddress().getPort());
    show(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer.url(), issuer.url()));
    show("/keys", issuer.jwks());
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  private void show(String path, String document) {
    byte[] bytes = document.getBytes(UTF_8);
    provider.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private RunningStore open(String... options) throws Exception {
    return new RunningStore(
        DataFolder.open(data), Options.parse(List.of(options)).applied(Sallyport.builder()));
  }

  private FederatedRole role(RunningStore running) {
    return FederatedRole.make(running, issuer.url(), TokenIssuer.CLIENT, FederatedRole.THUMBPRINT);
  }

  @Test
  void areFoundIfThatIsAskedFor() throws Exception {
    try (RunningStore running = open("--discover")) {
      FederatedRole role = role(running);
      assertEquals("user1", role.subject(issuer.token("")));
      TokenIssuer impostor = new TokenIssuer(issuer.url());
      role.assertRefused(400, "InvalidIdentityToken", impostor.token(""));
    }
  }

  /** Its keys have no certificate, so none that bears a thumbprint. */
  @Test
  void areNotTrustedOverPlainHttpAloneIfThatIsCephsRule() throws Exception {
    try (RunningStore running = open("--ceph", "--discover")) {
      role(running).assertRefused(400, "InvalidIdentityToken", issuer.token(""));
    }
  }

  @Test
  void needAuthoritiesThatCanBeRead() throws Exception {
    Path file = data.resolve("authorities");
    assertThrows(IOException.class, () -> open("--ca", file.toString()));
    for (String text : List.of("", "no certificate")) {
      Files.writeString(file, text);
      IOException e = assertThrows(IOException.class, () -> open("--ca", file.toString()));
      assertTrue(String.valueOf(e.getMessage()).startsWith(file + " holds "), e::toString);
    }
  }

  @Test
  void areNotLookedForIfTheIssuersAreGiven() throws Exception {
    Path keys = data.resolve("keys");
    Files.writeString(keys, new TokenIssuer().jwks());
    try (RunningStore running = open("--issuer", TokenIssuer.URL, keys.toString())) {
      role(running).assertRefused(400, "InvalidIdentityToken", issuer.token(""));
    }
  }

  @Test
  void areNotThoseOfAnIssuerWhoseKeysAreGiven() throws Exception {
    TokenIssuer given = new TokenIssuer(issuer.url());
    Path keys = data.resolve("keys");
    Files.writeString(keys, given.jwks());
    try (RunningStore running = open("--discover", "--issuer", issuer.url(), keys.toString())) {
      FederatedRole role = role(running);
      assertEquals("user1", role.subject(given.token("")));
      role.assertRefused(400, "InvalidIdentityToken", issuer.token(""));
    }
  }
}
