package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

/** What a provider shows of itself: its discovery document, and its keys. */
final class ShownProvider {
  private ShownProvider() {}

  /** Shows them by a server, and starts it. */
  static void start(HttpServer http, String issuer, String jwks) {
    show(http, "/jwks", jwks);
    show(
        http,
        "/.well-known/openid-configuration",
        "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/jwks\"}");
    http.start();
  }

  private static void show(HttpServer http, String path, String text) {
    http.createContext(
        path,
        exchange -> {
          byte[] body = text.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
