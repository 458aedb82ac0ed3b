package io.sallyport.oidc.bench;

import com.sun.net.httpserver.HttpServer;
import io.sallyport.sts.WebIdentityProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider in this process, over plain HTTP. */
final class ShownKeys implements AutoCloseable {
  private static final String CLIENT = "customer-portal";

  private final HttpServer server;
  private final String issuer;
  private final AtomicInteger fetches = new AtomicInteger();

  ShownKeys(String jwks) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/main";
    String document = "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/jwks\"}";
    show("/realms/main/.well-known/openid-configuration", document, fetches);
    show("/realms/main/jwks", jwks, new AtomicInteger());
    server.start();
  }

  private void show(String path, String json, AtomicInteger asked) {
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  /** How many fetches were begun. */
  int fetches() {
    return fetches.get();
  }

  /** As it is registered. */
  WebIdentityProvider provider() {
    return new WebIdentityProvider(issuer, Set.of(CLIENT));
  }

  /** As many as Keycloak's access tokens have. */
  String claims(int user) {
    long now = System.currentTimeMillis() / 1000;
    return """
        {"exp":%d,"iat":%d,"auth_time":%d,"jti":"onrtac:0b9a51a2-7d19-4a2b-9c2b-0123456789ab",\
        "iss":"%s","aud":"customer-portal","sub":"user-%d","typ":"Bearer","azp":"customer-portal",\
        "sid":"6a0e2c34-1b5d-4f5f-8e1c-0123456789ab","acr":"1","allowed-origins":["*"],\
        "realm_access":{"roles":["default-roles-main","offline_access","uma_authorization"]},\
        "resource_access":{"account":{"roles":["manage-account","view-profile"]}},\
        "scope":"openid profile email","email_verified":true,"name":"Some Body",\
        "preferred_username":"somebody","given_name":"Some","family_name":"Body",\
        "email":"somebody@example.com"}"""
        .formatted(now + 86_400, now, now, issuer, user);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
