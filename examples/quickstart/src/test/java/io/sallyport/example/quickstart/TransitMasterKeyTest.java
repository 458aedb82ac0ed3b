package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.Sallyport;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import io.sallyport.masterkey.MasterKeyUnavailableException;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransitMasterKeyTest {
  private static final String TOKEN = "hvs.secret";
  private static final byte[] KEY = new byte[32];
  private static final byte[] CONTEXT = {4};
  private final MasterKey inTheService = MasterKey.of(new byte[MasterKey.LENGTH]);
  private final HttpServer server;
  private MasterKey masterKey;

  TransitMasterKeyTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.createContext("/v1/transit/", this::answer);
    server.start();
    masterKey = at(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatWasWrappedOpensInItsContextAlone() {
    byte[] wrapped = masterKey.wrap(KEY, CONTEXT);
    assertTrue(new String(wrapped, UTF_8).startsWith("vault:v1:"));
    assertArrayEquals(KEY, masterKey.unwrap(wrapped, CONTEXT).orElseThrow());
    assertEquals(Optional.empty(), masterKey.unwrap(wrapped, new byte[] {5}));
  }

  @Test
  void aServiceThatIsGoneEndsNoSessionAndLetsOthersBegin() {
    MemoryStore store = new MemoryStore();
    try (Sallyport sallyport = Sallyport.builder().store(store).masterKey(masterKey).build()) {
      UserName alice = new UserName("alice");
      sallyport.users().create(alice);
      sallyport.roles().create(CreateRoleRequest.of("Reader", Quickstart.TRUST));
      AssumeRoleRequest request = AssumeRoleRequest.of("arn:aws:iam:::role/Reader", "monday");
      server.stop(0);
      sallyport.sts().assumeRole(sallyport.principal(alice), request);
      assertThrows(MasterKeyUnavailableException.class, sallyport.keys()::rotate);
      sallyport.sts().assumeRole(sallyport.principal(alice), request);
      // But no node can start.
      assertThrows(
          MasterKeyUnavailableException.class,
          () -> Sallyport.builder().store(store).masterKey(masterKey).build());
    }
  }

  /** That somebody has to mend, and no trying again does. */
  @Test
  void aServiceThatDoesNotAllowItIsNotTakenForOneThatIsAway() {
    MasterKey refused = at(server.getAddress().getPort(), "hvs.other");
    MasterKeyException refusal =
        assertThrows(MasterKeyException.class, () -> refused.wrap(KEY, CONTEXT));
    assertEquals(MasterKeyException.class, refusal.getClass());
    assertEquals("the key service doesn't allow it: it answers 403", refusal.getMessage());
  }

  @Test
  void aServiceThatIsSilentIsNotWaitedForAndItsTokenIsToldToNobody() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MasterKeyUnavailableException refusal =
          assertThrows(
              MasterKeyUnavailableException.class,
              () -> at(silent.getLocalPort()).wrap(KEY, CONTEXT));
      assertEquals("the key service takes longer than PT2S", refusal.getMessage());
      StringWriter all = new StringWriter();
      refusal.printStackTrace(new PrintWriter(all));
      assertFalse((all + masterKey.toString()).contains(TOKEN), all::toString);
    }
  }

  private static MasterKey at(int port) {
    return at(port, TOKEN);
  }

  private static MasterKey at(int port, String token) {
    URI engine = URI.create("http://127.0.0.1:" + port + "/v1/transit/");
    return new TransitMasterKey(engine, "sallyport", () -> token, Duration.ofSeconds(2));
  }

  /** As the engine does. */
  private void answer(HttpExchange exchange) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode asked = json.readTree(exchange.getRequestBody());
    byte[] context = Base64.getDecoder().decode(asked.get("associated_data").asText());
    int status = 200;
    Map<String, ?> data = Map.of();
    if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
      status = 403;
    } else if (exchange.getRequestURI().getPath().equals("/v1/transit/encrypt/sallyport")) {
      byte[] plain = Base64.getDecoder().decode(asked.get("plaintext").asText());
      String sealed = Base64.getEncoder().encodeToString(inTheService.wrap(plain, context));
      data = Map.of("data", Map.of("ciphertext", "vault:v1:" + sealed));
    } else {
      String sealed = asked.get("ciphertext").asText().substring("vault:v1:".length());
      Optional<byte[]> plain = inTheService.unwrap(Base64.getDecoder().decode(sealed), context);
      status = plain.isPresent() ? 200 : 400;
      data =
          plain.isPresent()
              ? Map.of("data", Map.of("plaintext", Base64.getEncoder().encodeToString(plain.get())))
              : Map.of("errors", "cipher: message authentication failed");
    }
    byte[] body = json.writeValueAsBytes(data);
    exchange.sendResponseHeaders(status, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }
}
