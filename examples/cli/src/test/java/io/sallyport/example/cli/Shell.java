package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A real shell, in which the launcher {@code sallyport} and {@code radosgw-admin} are commands. */
final class Shell {
  private final String shell;
  private final Path folder;

  private Shell(String shell, Path folder) {
    this.shell = shell;
    this.folder = folder;
  }

  /**
   * A shell whose commands keep what they keep in a folder.
   *
   * @param shell the program
   */
  static Shell in(Path folder, String shell) throws IOException {
    command(folder.resolve("sallyport"), "");
    command(folder.resolve("radosgw-admin"), "--unknown-principals");
    return new Shell(shell, folder);
  }

  /** As an alias would do it. */
  private static void command(Path file, String options) throws IOException {
    Path launcher = Path.of("sallyport").toAbsolutePath();
    Files.writeString(file, "#!/bin/sh\nexec '%s' %s \"$@\"\n".formatted(launcher, options));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** Runs a line. */
  Cli.Run run(String line) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(shell, "-c", line)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PATH", folder + ":" + environment.get("PATH"));
    environment.put("SALLYPORT_STORE", Cli.url(folder));
    environment.put("SALLYPORT_MASTER_KEY_FILE", folder.resolve("master.key").toString());
    environment.put("FOLDER", folder.toString());
    int status = builder.start().waitFor();
    return new Cli.Run(status, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
