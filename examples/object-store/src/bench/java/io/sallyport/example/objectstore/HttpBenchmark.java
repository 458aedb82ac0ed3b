package io.sallyport.example.objectstore;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * What a request over HTTP takes of its server's processor, beside the same request to a server
 * that has another at its door. Each server is a process of its own, and all that it is asked while
 * it is measured is alike; those that are compared are measured by turns. One process is faster
 * than the next by what its compiler happened to do: so each server is started several times, and
 * the mean of their medians told, and the least and the most.
 */
final class HttpBenchmark {
  private static final String AGENT =
      "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.2"
          + " md/pyimpl#CPython m/D,Z,b,N cfg/retry-mode#standard Botocore/1.40.1";

  private static final Map<String, String> SDK_HEADERS =
      Map.of(
          "accept-encoding", "identity",
          "user-agent", AGENT,
          "amz-sdk-invocation-id", "3c9f5c1e-7a0b-4b8e-9d55-0d2f6c1b1f6d",
          "amz-sdk-request", "attempt=1");

  /**
   * The AWS SDK for Java, by which S3Proxy reads, keeps a timer for a minute of each object that
   * was read ({@code ResponseInputStream}). Those of the warm-up are waited for: they would be paid
   * for by what happens to be measured when they end. Those of what is measured end behind it,
   * unless all rounds together take more than a minute.
   */
  private static final Duration TIMERS = Duration.ofSeconds(61);

  private static final String MEBIBYTE = "x".repeat(1 << 20);

  private final List<Kind> kinds;
  private final int processes;
  private final int rounds;
  private final int seconds;

  /** Those that are compared now. */
  private final Map<Case, MeasuredServer> servers = new EnumMap<>(Case.class);

  private final Map<Case, AwsSessionCredentials> sessions = new EnumMap<>(Case.class);

  /** What each round measured of the servers that are open. */
  private final Map<Case, List<Double>> micros = new EnumMap<>(Case.class);

  /** The median of each process. */
  private final Map<Case, List<Double>> medians = new EnumMap<>(Case.class);

  /** What is compared. */
  private enum Kind {
    GET,
    HEAD,
    PUT,
    ASSUME_ROLE
  }

  /** Requests of a kind to one server. */
  private enum Case {
    GET_OPEN(Kind.GET, Door.OPEN, "`GET` of 1 KiB, of S3Proxy for whoever comes"),
    GET_S3PROXY(Kind.GET, Door.S3PROXY, "the same, S3Proxy checking the signature itself"),
    GET_OF_USER(
        Kind.GET, Door.SALLYPORT, "the same, Sallyport checking it, by a user's access key"),
    GET_SALLYPORT(
        Kind.GET, Door.SALLYPORT, "the same, by a role's session, whose token comes along"),
    HEAD_S3PROXY(Kind.HEAD, Door.S3PROXY, "`HEAD` of it, S3Proxy checking the signature itself"),
    HEAD_OF_USER(
        Kind.HEAD, Door.SALLYPORT, "the same, Sallyport checking it, by a user's access key"),
    HEAD_SALLYPORT(
        Kind.HEAD, Door.SALLYPORT, "the same, by a role's session, whose token comes along"),
    PUT_S3PROXY(
        Kind.PUT, Door.S3PROXY, "`PUT` of 1 MiB, S3Proxy checking signature and body itself"),
    PUT_SALLYPORT(Kind.PUT, Door.SALLYPORT, "the same, with Sallyport before it"),
    POST_CONSTANT(
        Kind.ASSUME_ROLE, Door.CONSTANT, "`POST` of an `AssumeRole`, Jetty answering a constant"),
    ASSUME_ROLE(Kind.ASSUME_ROLE, Door.SALLYPORT, "the same, Sallyport answering a session");

    private final Kind kind;
    private final Door door;
    private final String told;

    Case(Kind kind, Door door, String told) {
      this.kind = kind;
      this.door = door;
      this.told = told;
    }

    /** After how many requests the compiler has seen enough. */
    private long warm() {
      return kind == Kind.PUT ? 10_000 : 400_000;
    }
  }

  private HttpBenchmark(List<Kind> kinds, int processes, int rounds, int seconds) {
    this.kinds = kinds;
    this.processes = processes;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /**
   * Takes {@code --kind}, {@code --processes}, {@code --rounds}, {@code --seconds} and {@code
   * --flight}.
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    new HttpBenchmark(
            kinds(options),
            number(options, "--processes", "3"),
            number(options, "--rounds", "5"),
            number(options, "--seconds", "3"))
        .run(options.getOrDefault("--flight", ""));
  }

  private static List<Kind> kinds(Map<String, String> options) {
    String name = options.getOrDefault("--kind", "");
    List<Kind> kinds =
        Stream.of(Kind.values())
            .filter(kind -> name.isEmpty() || kind.name().equals(name))
            .toList();
    if (kinds.isEmpty()) {
      System.err.println(
          "--kind takes one of " + List.of(Kind.values()) + ", not \"" + name + "\".");
      System.exit(2);
    }
    return kinds;
  }

  private static int number(Map<String, String> options, String name, String otherwise) {
    String text = options.getOrDefault(name, otherwise);
    if (!text.matches("[1-9][0-9]{0,3}")) {
      System.err.println(name + " takes a number from 1 to 9999, not \"" + text + "\".");
      System.exit(2);
    }
    return Integer.parseInt(text);
  }

  private void run(String flight) throws IOException {
    for (int i = 0; i < processes; i++) {
      runOnce(flight);
      micros.forEach(
          (each, measured) -> {
            List<Double> sorted = measured.stream().sorted().toList();
            medians
                .computeIfAbsent(each, e -> new ArrayList<>())
                .add(sorted.get(sorted.size() / 2));
          });
    }
    print();
  }

  private void runOnce(String flight) throws IOException {
    micros.clear();
    for (Kind kind : kinds) {
      compare(kind, flight);
    }
  }

  private void compare(Kind kind, String flight) throws IOException {
    List<Case> cases = Stream.of(Case.values()).filter(each -> each.kind == kind).toList();
    Path folder = Files.createTempDirectory("bench");
    try {
      for (Case each : cases) {
        Path data = folder.resolve(each.name());
        MeasuredServer server = MeasuredServer.start(each.door, data, recording(flight, each));
        servers.put(each, server);
        if (each.door == Door.SALLYPORT) {
          sessions.put(each, prepare(server));
        }
        putObjects(each);
      }
      for (Case each : cases) {
        warmUp(each);
      }
      if (kind == Kind.GET) {
        pause(TIMERS);
      }
      for (int round = 0; round < rounds; round++) {
        for (Case each : cases) {
          measure(each);
        }
      }
    } finally {
      for (MeasuredServer server : servers.values()) {
        server.close();
      }
      servers.clear();
      sessions.clear();
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the benchmark was interrupted");
    }
  }

  private static List<String> recording(String flight, Case each) {
    return flight.isEmpty()
        ? List.of()
        : List.of(
            // Decisions that are recorded take time that they take in no other run.
            "-XX:StartFlightRecording=settings=profile,+io.sallyport.Decided#enabled=false,"
                + "dumponexit=true,filename="
                + Path.of(flight, each + ".jfr"),
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints");
  }

  /** Makes a role that may do all of S3, as its user then may, too, and a session of it. */
  private static AwsSessionCredentials prepare(MeasuredServer server) {
    try (Clients clients = new Clients(server.endpoint());
        IamClient iam = clients.iam(server.keyOf("TESTER1"));
        StsClient sts = clients.sts(server.keyOf("TESTER2"))) {
      RunningStore.makeRole(iam, RunningStore.ALL_OF_S3);
      iam.putUserPolicy(
          of -> of.userName("TESTER2").policyName("S3").policyDocument(RunningStore.ALL_OF_S3));
      return RunningStore.assume(sts);
    }
  }

  /** As a client does: what a server keeps with an object is read with it. */
  private void putObjects(Case each) throws IOException {
    if (each.kind == Kind.GET || each.kind == Kind.HEAD) {
      List<String> puts =
          ofObjects(each, "PUT", BenchServer.OBJECTS, BenchServer::key, "x".repeat(1024));
      Load.of(puts, server(each).endpoint(), 1);
    }
  }

  /** However busy the machine is, the compiler must have seen so many. */
  private void warmUp(Case each) throws IOException {
    long count = 0;
    while (count < each.warm()) {
      count += Load.of(requests(each), server(each).endpoint(), seconds);
    }
  }

  private void measure(Case each) throws IOException {
    MeasuredServer server = server(each);
    List<String> requests = requests(each);
    Duration before = server.processorTime();
    long count = Load.of(requests, server.endpoint(), seconds);
    double spent = server.processorTime().minus(before).toNanos() / 1000.0 / count;
    System.err.printf("%s: %d requests, %.1f µs each%n", each, count, spent);
    micros.computeIfAbsent(each, e -> new ArrayList<>()).add(spent);
  }

  private List<String> requests(Case each) {
    return switch (each) {
      case GET_OPEN, GET_S3PROXY, GET_OF_USER, GET_SALLYPORT ->
          ofObjects(each, "GET", BenchServer.OBJECTS, BenchServer::key, "");
      case HEAD_S3PROXY, HEAD_OF_USER, HEAD_SALLYPORT ->
          ofObjects(each, "HEAD", BenchServer.OBJECTS, BenchServer::key, "");
      case PUT_S3PROXY, PUT_SALLYPORT -> ofObjects(each, "PUT", 2, i -> "written/" + i, MEBIBYTE);
      case POST_CONSTANT, ASSUME_ROLE -> posts(server(each).endpoint());
    };
  }

  private MeasuredServer server(Case each) {
    MeasuredServer server = servers.get(each);
    if (server == null) {
      throw new IllegalStateException(each + " is not open");
    }
    return server;
  }

  private List<String> ofObjects(
      Case each, String method, int count, IntFunction<String> key, String body) {
    RequestSigner signer =
        new RequestSigner(server(each).endpoint().getAuthority(), signerOf(each), "s3");
    return IntStream.range(0, count)
        .mapToObj(i -> "/" + BenchServer.BUCKET + "/" + key.apply(i))
        .map(
            target -> {
              Map<String, String> headers = signer.headers(method, target, Map.of(), body);
              if (each.door == Door.OPEN) {
                headers.remove("authorization");
              }
              return text(method, target, headers, body);
            })
        .toList();
  }

  private AwsCredentials signerOf(Case each) {
    return switch (each) {
      case GET_OF_USER, HEAD_OF_USER -> server(each).keyOf("TESTER2");
      case GET_SALLYPORT, HEAD_SALLYPORT, PUT_SALLYPORT ->
          Objects.requireNonNull(sessions.get(each));
      default -> Door.KEY;
    };
  }

  private List<String> posts(URI endpoint) {
    RequestSigner signer =
        new RequestSigner(
            endpoint.getAuthority(), server(Case.ASSUME_ROLE).keyOf("TESTER2"), "sts");
    String form =
        "Action=AssumeRole&Version=2011-06-15&RoleSessionName=Bob&RoleArn="
            + URLEncoder.encode(RunningStore.ROLE_ARN, StandardCharsets.UTF_8);
    Map<String, String> type = Map.of("content-type", "application/x-www-form-urlencoded");
    return List.of(text("POST", "/", signer.headers("POST", "/", type, form), form));
  }

  private static String text(
      String method, String target, Map<String, String> headers, String body) {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    SDK_HEADERS.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    return text.append("\r\n").append(body).toString();
  }

  private void print() {
    System.out.println("| | CPU of the server | |");
    System.out.println("|---|---|---|");
    medians.forEach(
        (each, all) ->
            System.out.printf(
                "| %s | %,.0f µs (%,.0f to %,.0f) | %s |%n",
                each.told, mean(each), Collections.min(all), Collections.max(all), compared(each)));
  }

  private String compared(Case each) {
    return switch (each) {
      case GET_OF_USER, GET_SALLYPORT -> ofS3Proxys(each, Case.GET_S3PROXY);
      case HEAD_OF_USER, HEAD_SALLYPORT -> ofS3Proxys(each, Case.HEAD_S3PROXY);
      case PUT_SALLYPORT -> ofS3Proxys(each, Case.PUT_S3PROXY);
      case ASSUME_ROLE -> "%.0f µs more".formatted(mean(each) - mean(Case.POST_CONSTANT));
      default -> "";
    };
  }

  private String ofS3Proxys(Case each, Case own) {
    return "%.2f of S3Proxy's own".formatted(mean(each) / mean(own));
  }

  private double mean(Case each) {
    return medians.getOrDefault(each, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }
}
