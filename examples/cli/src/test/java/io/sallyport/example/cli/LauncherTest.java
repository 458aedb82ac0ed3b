package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher where nothing is built yet, with a Maven and a Java that are scripts. */
class LauncherTest {
  @TempDir Path folder;
  private Path launcher = Path.of("");

  @BeforeEach
  void nothingIsBuilt() throws IOException {
    Path module = folder.resolve("examples/cli");
    Files.createDirectories(module.resolve("target"));
    launcher = Files.copy(Path.of("sallyport"), module.resolve("sallyport"));
    program("java", "echo \"$@\"");
  }

  private void program(String name, String line) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private Cli.Run run() throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("bash", launcher.toString(), "role", "list")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", folder.toString());
    builder.environment().merge("PATH", folder + "/bin:", (path, first) -> first + path);
    int status = builder.start().waitFor();
    return new Cli.Run(status, Files.readString(out), Files.readString(err));
  }

  @Test
  void aBuildThatSucceedsSaysNothing() throws IOException, InterruptedException {
    program(
        "mvn",
        "printf '\\033[0m'; printf '\\033[0m' >&2; echo lib >examples/cli/target/class.path");
    Cli.Run run = run();
    assertEquals("", run.err());
    assertEquals(0, run.status());
    String classes = folder.resolve("examples/cli/target/classes") + ":lib";
    assertEquals(
        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "
            + classes
            + " io.sallyport.example.cli.Main role list\n",
        run.out());
  }

  @Test
  void aBuildThatFailsIsShownOnStandardError() throws IOException, InterruptedException {
    program("mvn", "echo '[ERROR] no compiler'; echo none >&2; exit 3");
    assertEquals(new Cli.Run(1, "", "[ERROR] no compiler\nnone\n"), run());
  }
}
