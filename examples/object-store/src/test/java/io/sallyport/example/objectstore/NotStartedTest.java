package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails says why, in one line. */
@Timeout(240)
class NotStartedTest {
  @TempDir private Path parent;

  @Test
  void saysThatAnotherServerHasTheFolderOrThePort() throws Exception {
    try (ServerProcess first = ServerProcess.start(parent.resolve("data"))) {
      assertNotStarted(parent.resolve("data"), 0, "another process has the database open");
      assertNotStarted(
          parent.resolve("other"), first.endpoint().getPort(), "Address already in use");
    }
  }

  @Test
  void saysThatTheFolderIsAFile() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertNotStarted(file, 0, file + " is not a directory");
  }

  @Test
  void saysThatTheDatabaseIsCorrupt() throws Exception {
    Path data = parent.resolve("data");
    DataFolder.open(data).masterKey();
    Files.write(data.resolve("iam.mv.db"), new byte[9000]);
    assertNotStarted(data, 0, "the database could not be opened");
  }

  @Test
  void makesNothingWhoseNameTheDatabaseCannotHold() throws Exception {
    Path data = parent.resolve("x;y");
    assertNotStarted(data, 0, "has a ';'");
    assertFalse(Files.exists(data));
  }

  private static void assertNotStarted(Path data, int port, String reason) throws Exception {
    try (ServerProcess server = ServerProcess.start(data, port)) {
      assertEquals(1, server.awaitExit(), server.said());
      assertTrue(server.said().startsWith("Not started: "), server.said());
      assertTrue(server.said().contains(reason), server.said());
      assertEquals(1, server.said().lines().count(), server.said());
    }
  }
}
