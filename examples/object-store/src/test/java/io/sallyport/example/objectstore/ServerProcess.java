package io.sallyport.example.objectstore;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** The example as examples/run starts it: a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
  private static final String SERVING = "Serving on ";

  private final Process process;
  private final List<String> said = new ArrayList<>();

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Starts it, and waits until it serves or has ended. */
  static ServerProcess start(Path data) throws IOException {
    return start(data, 0);
  }

  /** Starts it with more options. */
  static ServerProcess startWith(Path data, String... options) throws IOException {
    return start(data, 0, List.of(options));
  }

  /** Starts it with the users that a file describes. */
  static ServerProcess startWithUsers(Path data, Path users) throws IOException {
    return startWith(data, "--users", users.toString());
  }

  static ServerProcess start(Path data, int port, String... jvmOptions) throws IOException {
    return start(data, port, List.of(), jvmOptions);
  }

  private static ServerProcess start(
      Path data, int port, List<String> options, String... jvmOptions) throws IOException {
    String classes =
        Path.of("target", "classes") + ":" + Files.readString(Path.of("target", "class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", classes, Main.class.getName(), "--serve"));
    command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    ServerProcess server = new ServerProcess(builder.redirectErrorStream(true).start());
    server.listen();
    return server;
  }

  private void listen() throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null) {
      said.add(line);
      if (line.startsWith(SERVING)) {
        hearOn(output);
        return;
      }
      line = output.readLine();
    }
  }

  /** A process that nobody listens to stops at its next line. */
  private static void hearOn(BufferedReader output) {
    Thread listener = new Thread(() -> output.lines().forEach(line -> {}), "server-output");
    listener.setDaemon(true);
    listener.start();
  }

  URI endpoint() {
    String line = said.get(said.size() - 1);
    return URI.create(line.substring(SERVING.length()).split(" ", 2)[0]);
  }

  /** The keys that it showed of a user. */
  AwsCredentials keyOf(String user) {
    return AwsBasicCredentials.create(
        shown("ACCESS_KEY_OF_" + user), shown("SECRET_KEY_OF_" + user));
  }

  private String shown(String name) {
    String beginning = "  export " + name + "=";
    return said.stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError(said))
        .substring(beginning.length());
  }

  /** All that it said until it served or ended. */
  String said() {
    return String.join("\n", said);
  }

  int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /** Kills it with SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
