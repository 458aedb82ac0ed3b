package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Maven project of somebody who has of Sallyport only what was deployed. What others publish is
 * taken from what this build has downloaded, and else from where Maven finds it.
 */
final class FreshProject {
  private final Path folder;
  private final Path sources;

  /** Makes it, with a local repository of its own. */
  FreshProject(Path folder, String pom) throws IOException {
    this.folder = folder;
    sources = Files.createDirectories(folder.resolve("src/main/java"));
    Files.writeString(folder.resolve("pom.xml"), pom);
    Path downloaded = Path.of(System.getProperty("sallyport.downloaded"));
    Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <localRepository>%s</localRepository>
          <profiles>
            <profile>
              <id>ours</id>
              <repositories>
                <repository><id>deployed</id><url>%s</url></repository>
                <repository>
                  <id>downloaded</id><url>%s</url><snapshots><enabled>false</enabled></snapshots>
                </repository>
              </repositories>
              <pluginRepositories>
                <pluginRepository><id>downloaded</id><url>%3$s</url></pluginRepository>
              </pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>ours</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                folder.resolve("repository"), DeployedTest.DEPLOYED.toUri(), downloaded.toUri()));
  }

  void write(String source, String text) throws IOException {
    Files.writeString(sources.resolve(source), text);
  }

  /** Starts Maven in its folder. */
  Running maven(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("sallyport.maven"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-s", "settings.xml"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path errors = folder.resolve("errors.log"); // apart: a log's lines end those of the output
    return new Running(builder.redirectError(errors.toFile()).start(), errors);
  }

  /** A program that runs until it is closed. */
  static final class Running implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private Running(Process process, Path errors) {
      this.process = process;
      this.errors = errors;
      output = process.inputReader(UTF_8);
    }

    /** What it says until it ends. */
    Stream<String> lines() {
      return output.lines();
    }

    /** The value that it says to export by this name, once it does. */
    String export(String name) throws IOException {
      String export = "export " + name + "=";
      StringBuilder said = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        int begin = line.indexOf(export); // Maven may have begun the line.
        if (begin >= 0) {
          return line.substring(begin + export.length());
        }
        said.append(line).append('\n');
      }
      throw new AssertionError("no " + name + " in " + said + Files.readString(errors));
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }
}
