package io.sallyport.example.objectstore;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** A server in a process of its own, whose time on the processor is known. */
final class MeasuredServer implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final List<String> said = new ArrayList<>();

  private MeasuredServer(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null) {
      said.add(line);
      if (line.startsWith(BenchServer.SERVING)) {
        return;
      }
      line = output.readLine();
    }
    throw new IOException("a server did not start: " + said);
  }

  static MeasuredServer start(Door door, Path data, List<String> jvmOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(jvmOptions);
    command.addAll(List.of(BenchServer.class.getName(), door.name(), data.toString()));
    return new MeasuredServer(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  URI endpoint() {
    return URI.create(said.get(said.size() - 1).substring(BenchServer.SERVING.length()));
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
        .orElseThrow()
        .substring(beginning.length());
  }

  /** The time of all its threads on the processor so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Ends its input, and waits until it has ended. */
  @Override
  public void close() throws IOException {
    process.outputWriter().close();
    output.lines().forEach(line -> {});
    process.onExit().join();
  }
}
