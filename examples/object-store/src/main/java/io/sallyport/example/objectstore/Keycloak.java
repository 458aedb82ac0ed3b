package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Keycloak in a process of its own, on this machine alone, with the realm demo. It keeps all in
 * memory. Its first start in a folder takes twice as long as others: it builds itself.
 */
final class Keycloak implements AutoCloseable {
  /** Client of the demo realm whose tokens bring no tags. */
  static final String PORTAL = "customer-portal";

  /** And one whose tokens do. */
  static final String TAGGING = "tagging-portal";

  /** Of the user of both. */
  static final String SUBJECT = "customer-42";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADMIN = "admin";

  /**
   * How it is spoken to.
   *
   * @param scheme of its URLs
   * @param options that let it listen so
   * @param client that trusts it
   */
  record Door(String scheme, List<String> options, HttpClient client) {
    /** Plain HTTP, at a port, 0 for any that is free. */
    static Door http(int port) {
      return new Door("http", List.of("--http-port=" + port), HttpClient.newHttpClient());
    }

    private Pattern listening() {
      return Pattern.compile("(?:Listening on:|and) " + scheme + "://127\\.0\\.0\\.1:(\\d+)");
    }
  }

  private final Process process;
  private final String root;
  private final HttpClient http;

  private Keycloak(Process process, String root, HttpClient http) {
    this.process = process;
    this.root = root;
    this.http = http;
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param home where it was unpacked
   * @param progress hears what it says until then, line by line
   */
  static Keycloak start(Path home, Door door, Consumer<String> progress) throws IOException {
    Path imported = Files.createDirectories(home.resolve("data").resolve("import"));
    try (InputStream realm = Keycloak.class.getResourceAsStream("demo-realm.json")) {
      Files.write(
          imported.resolve("demo-realm.json"), Objects.requireNonNull(realm).readAllBytes());
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            home.resolve("bin").resolve("kc.sh").toAbsolutePath().toString(),
            "start-dev",
            "--import-realm",
            "--db=dev-mem",
            "--http-host=127.0.0.1",
            "--http-relative-path=/auth");
    builder.command().addAll(door.options());
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP",
                "-Xms64m -Xmx384m",
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                ADMIN));
    Process process = builder.redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    String port = port(process, door.listening(), progress);
    String root = door.scheme() + "://localhost:" + port + "/auth";
    return new Keycloak(process, root, door.client());
  }

  private static String port(Process process, Pattern told, Consumer<String> progress)
      throws IOException {
    StringJoiner said = new StringJoiner("\n");
    BufferedReader output = process.inputReader(UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.add(line);
      progress.accept(line);
      Matcher listening = told.matcher(line);
      if (listening.find()) {
        hearOn(output);
        return listening.group(1);
      }
    }
    throw new IOException("Keycloak ended: " + said);
  }

  /** A process that nobody listens to stops at its next line. */
  private static void hearOn(BufferedReader output) {
    Thread listener = new Thread(() -> output.lines().forEach(line -> {}), "keycloak-output");
    listener.setDaemon(true);
    listener.start();
  }

  /** The realm's URL. */
  String issuer() {
    return root + "/realms/demo";
  }

  /** An access token of the realm's user, for a client. */
  String token(String client) throws IOException, InterruptedException {
    return token(
        "demo",
        Map.of(
            "grant_type", "password",
            "client_id", client,
            "client_secret", "portal-secret",
            "username", "alice",
            "password", "alice-pw"));
  }

  /** What the realm's user has who logs in. */
  Login login() throws IOException, InterruptedException {
    return new Login(issuer(), thumbprint(), PORTAL, token(PORTAL), token(TAGGING));
  }

  /** SHA-1 of the certificate of the key that signs, as Ceph wants it. */
  String thumbprint() throws IOException, InterruptedException {
    JsonNode keys = answer(request(issuer() + "/protocol/openid-connect/certs").build(), 200);
    for (JsonNode key : keys.path("keys")) {
      if (key.path("use").asText().equals("sig")) {
        return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(key.path("x5t").asText()));
      }
    }
    throw new IOException("no key signs");
  }

  /** From now on a new key signs the realm's tokens; the others are still shown. */
  void rotateKeys(int priority) throws IOException, InterruptedException {
    String admin =
        token(
            "master",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                ADMIN,
                "password",
                ADMIN));
    String key =
        """
        {"name":"next","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider",
        "parentId":"demo","config":{"priority":["%d"],"algorithm":["RS256"]}}"""
            .formatted(priority);
    JsonNode unused =
        answer(
            request(root + "/admin/realms/demo/components")
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(key))
                .build(),
            201);
  }

  private String token(String realm, Map<String, String> form)
      throws IOException, InterruptedException {
    List<String> fields =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .toList();
    return answer(
            request(root + "/realms/" + realm + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", fields)))
                .build(),
            200)
        .path("access_token")
        .asText();
  }

  private static HttpRequest.Builder request(String uri) {
    return HttpRequest.newBuilder(URI.create(uri));
  }

  private JsonNode answer(HttpRequest request, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    if (response.statusCode() != status) {
      throw new IOException(request.uri() + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Kills it, and waits until it is gone. */
  @Override
  public void close() {
    end(process);
  }

  /** What was started is, at most starts, a shell that waits for the JVM. */
  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
    process.onExit().join();
  }
}
