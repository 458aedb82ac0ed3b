package io.sallyport.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that shows its keys on loopback, and counts who asks for them. */
final class TestProvider implements AutoCloseable {
  static final String HOST = "idp.example.com";

  private final HttpServer server;
  private final String issuer;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile HttpHandler document = exchange -> answer(exchange, 200, document());
  private volatile HttpHandler jwks;

  private TestProvider(HttpServer server, String origin, JWK... keys) {
    this.server = server;
    issuer = origin + ":" + server.getAddress().getPort() + "/realms/main";
    jwks = exchange -> answer(exchange, 200, Issuer.jwks(keys));
    server.setExecutor(threads);
    server.createContext(
        "/realms/main/.well-known/openid-configuration",
        exchange -> {
          asked.incrementAndGet();
          document.handle(exchange);
          exchange.close();
        });
    server.createContext(
        "/jwks",
        exchange -> {
          asked.incrementAndGet();
          jwks.handle(exchange);
          exchange.close();
        });
    server.start();
  }

  /** Over plain HTTP, at 127.0.0.1. */
  static TestProvider http(JWK... keys) {
    try {
      return new TestProvider(HttpServer.create(loopback(), 0), "http://127.0.0.1", keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Over HTTPS, at idp.example.com. */
  static TestProvider https(Certificates certificates, JWK... keys) {
    try {
      HttpsServer server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
      return new TestProvider(server, "https://" + HOST, keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Settings that find it. */
  static Discovery.Builder discovery() {
    return Discovery.builder()
        .allowLoopback()
        .resolver(host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
  }

  String issuer() {
    return issuer;
  }

  String document() {
    return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwksUri() + "\"}";
  }

  String jwksUri() {
    return issuer.replace("/realms/main", "/jwks");
  }

  /** How many documents were asked for. */
  int asked() {
    return asked.get();
  }

  TestProvider showing(JWK... keys) {
    jwks = exchange -> answer(exchange, 200, Issuer.jwks(keys));
    return this;
  }

  TestProvider answeringJwksBy(HttpHandler handler) {
    jwks = handler;
    return this;
  }

  TestProvider answeringBy(HttpHandler handler) {
    document = handler;
    return this;
  }

  TestProvider saying(String text) {
    return answeringBy(exchange -> answer(exchange, 200, text));
  }

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  /** The claims of a token that it might have issued. */
  String claims() {
    return Issuer.claimsWith("iss", "\"" + issuer + "\"");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
