package io.sallyport.example.cli;

import static io.sallyport.example.cli.CommandsTest.ALLOW;
import static io.sallyport.example.cli.CommandsTest.TRUST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointTest {
  private final Server server = new Server();
  private Cli cli = Cli.alone();

  EndpointTest() throws IOException {}

  @BeforeEach
  void open() {
    cli = server.cli();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Cli.Run run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--endpoint=" + server.url();
    return cli.run(all);
  }

  private JsonNode ok(String... arguments) {
    Cli.Run run = run(arguments);
    assertEquals("", run.err());
    assertEquals(0, run.status());
    return run.json();
  }

  private AccessKey createUser(String name) {
    JsonNode user = ok("user", "create", "--uid", name, "--display-name", "A B");
    assertEquals("A B", user.path("display_name").asText());
    assertFalse(user.has("caps"));
    return new AccessKey(
        new AccessKeyId(user.at("/keys/0/access_key").asText()),
        SecretKey.of(user.at("/keys/0/secret_key").asText()));
  }

  @Test
  void rolesAreMadeAndChangedByAServer() {
    AccessKey unused = createUser("TESTER");
    JsonNode role =
        ok("role", "create", "--role-name=R", "--assume-role-policy-doc", TRUST, "--tag=ä=ö ü");
    assertEquals("[{\"Key\":\"ä\",\"Value\":\"ö ü\"}]", role.path("tags").toString());
    assertEquals(role, ok("role", "get", "--role-name=R"));
    assertEquals(
        0,
        run("role-policy", "put", "--role-name=R", "--policy-name=P", "--policy-doc", ALLOW)
            .status());
    assertEquals(
        ALLOW,
        ok("role", "policy", "get", "--role-name=R", "--policy-name=P")
            .path("Permission policy")
            .asText());
    assertEquals("[\"P\"]", ok("role", "policy", "list", "--role-name=R").toString());
    assertEquals(
        "sallyport: DeleteConflict",
        run("role", "delete", "--role-name=R").failed(1).substring(0, 25));
    assertEquals("R", ok("role", "list").at("/0/name").asText());
    assertEquals(
        "arn:aws:iam:::policy/M",
        ok("policy", "create", "--policy-name=M", "--policy-doc", ALLOW)
            .at("/Policy/Arn")
            .asText());
    assertTrue(ok("oidc-provider", "list").path("OpenIDConnectProviderList").isEmpty());
  }

  @Test
  void aSessionCallsWithItsToken() {
    AccessKey tester = createUser("TESTER");
    JsonNode role = ok("role", "create", "--role-name=R", "--assume-role-policy-doc", TRUST);
    cli = Server.as(tester);
    JsonNode session =
        ok("session", "assume-role", "--role-arn=arn:aws:iam:::role/R", "--role-session-name=day");
    JsonNode credentials = session.path("Credentials");
    cli =
        Cli.alone()
            .with("AWS_ACCESS_KEY_ID", credentials.path("AccessKeyId").asText())
            .with("AWS_SECRET_ACCESS_KEY", credentials.path("SecretAccessKey").asText())
            .with("AWS_SESSION_TOKEN", credentials.path("SessionToken").asText());
    assertTrue(
        run("role", "get", "--role-name=R").failed(1).contains("AccessDenied: "), role.toString());
    cli = server.cli();
    String arn = "--policy-arn=arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    assertEquals(0, run("role", "policy", "attach", "--role-name=R", arn).status());
    cli =
        Cli.alone()
            .with("AWS_ACCESS_KEY_ID", credentials.path("AccessKeyId").asText())
            .with("AWS_SECRET_ACCESS_KEY", credentials.path("SecretAccessKey").asText())
            .with("AWS_SESSION_TOKEN", credentials.path("SessionToken").asText())
            .with("AWS_REGION", "eu-x-1");
    assertEquals(role, ok("role", "get", "--role-name=R"));
  }

  @Test
  void usersAreShownAndRemoved() {
    AccessKey key = createUser("u");
    assertEquals(key.id().value(), ok("user", "info", "--uid=u").at("/keys/0/access_key").asText());
    assertEquals(0, run("user", "rm", "--uid=u").status());
    assertEquals("[\"admin\"]", ok("user", "list").toString());
  }

  @Test
  void whatIamHasNoActionForNeedsAStore() {
    assertEquals(
        "sallyport: caps add needs --store: IAM's API has no action for it",
        run("caps", "add", "--uid=admin", "--caps=roles=*").failed(2));
    assertTrue(
        run("user", "create", "--uid=u", "--access-key=A", "--secret=S")
            .failed(2)
            .contains("--store"));
    assertTrue(run("export", "x").failed(2).contains("--store"));
    assertTrue(run("role", "list", "--store=jdbc:h2:mem:x").failed(2).contains("exclude"));
    assertEquals("[\"admin\"]", ok("user", "list").toString());
  }

  @Test
  void rolesOfCephAreImported(@TempDir Path folder) throws IOException {
    AccessKey unused = createUser("TESTER");
    Path file = Files.writeString(folder.resolve("roles"), TransfersTest.rolesOfCeph());
    assertEquals("2", ok("import", "--radosgw", file.toString()).path("imported").toString());
  }

  @Test
  void aWrongKeyIsRefused() {
    cli = server.cli().with("AWS_SECRET_ACCESS_KEY", "wrong");
    assertTrue(run("role", "list").failed(1).startsWith("sallyport: InvalidClientTokenId: "));
    cli = server.cli().with("AWS_SESSION_TOKEN", "a\nb");
    assertEquals(
        "sallyport: AWS_SESSION_TOKEN has a character that is not visible ASCII",
        run("role", "list").failed(2));
    cli = Cli.alone();
    assertEquals(
        "sallyport: --endpoint needs AWS_ACCESS_KEY_ID in the environment",
        run("role", "list").failed(2));
  }

  @Test
  void whatIsNoEndpointIsSaid() throws IOException {
    for (String url : new String[] {"ftp://h", "http://", "nonsense", "http://h/a", "http://u@h"}) {
      assertTrue(
          cli.run("role", "list", "--endpoint", url).failed(2).contains("--endpoint is http"), url);
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String nobody = "http://127.0.0.1:" + port;
    assertEquals(
        "sallyport: no connection to " + nobody + "/",
        cli.run("role", "list", "--endpoint", nobody).failed(1));
  }

  @Test
  void anAnswerThatIsNotIamsIsAFailure() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String entity = "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>&e;</r>";
    String[] bodies = {"<html>", "", "<Error><Code>X</Code></Error>", entity};
    try {
      int[] next = {0};
      other.createContext(
          "/",
          exchange -> {
            byte[] body = bodies[next[0]].getBytes(UTF_8);
            next[0]++;
            exchange.getResponseHeaders().set("Location", server.url());
            exchange.sendResponseHeaders(307, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      other.start();
      for (String body : bodies) {
        assertEquals(
            "sallyport: the endpoint answers 307, and not as IAM does",
            cli.run("role", "list", "--endpoint=http://127.0.0.1:" + other.getAddress().getPort())
                .failed(1),
            body);
      }
    } finally {
      other.stop(0);
    }
  }
}
