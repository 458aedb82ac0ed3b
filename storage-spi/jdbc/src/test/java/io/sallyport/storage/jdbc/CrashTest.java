package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.StoreUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A writer process is killed at random moments; what it was told was committed is there. */
@Timeout(3_600)
class CrashTest {
  private static final int KILLS =
      Integer.getInteger("sallyport.kills", Boolean.getBoolean("sallyport.deep") ? 200 : 3);

  @TempDir Path folder;

  @Test
  void h2KeepsEveryAcknowledgedCommit() throws Exception {
    killAndCheck("jdbc:h2:" + folder.resolve("data/iam"));
  }

  @Test
  void postgresKeepsEveryAcknowledgedCommit() throws Exception {
    killAndCheck(Postgres.newUrl());
  }

  @Test
  void aSecondProcessIsRefusedClearly() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("iam");
    Process writer = start(url);
    try (BufferedReader acknowledged = writer.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("1", acknowledged.readLine());
      StoreUnavailableException refused =
          assertThrows(StoreUnavailableException.class, () -> JdbcStore.open(url));
      assertEquals(
          "another process has the database open, and a file of H2 is for one at a time",
          refused.getMessage());
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private static void killAndCheck(String url) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      int acknowledged = writeUntilKilled(url, 1 + random.nextInt(60), random.nextInt(3_000_000));
      try (IamStore store = JdbcStore.open(url)) {
        int counter = CrashWriter.counter(store);
        assertTrue(
            counter == acknowledged || counter == acknowledged + 1,
            () -> "acknowledged " + acknowledged + ", found " + counter + ", seed " + seed);
        assertEquals(CrashWriter.expectedPairs(counter), CrashWriter.pairs(store));
      }
    }
  }

  /** The last commit that was acknowledged. */
  private static int writeUntilKilled(String url, int lines, int nanos)
      throws IOException, InterruptedException {
    Process writer = start(url);
    String last = "0";
    try (BufferedReader acknowledged = writer.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < lines; i++) {
        last = acknowledged.readLine();
      }
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      // Not the process's own method, which closes the stream that is still to be read.
      writer.toHandle().destroyForcibly();
      String line = acknowledged.readLine();
      while (line != null && !line.isEmpty()) {
        last = line;
        line = acknowledged.readLine();
      }
    }
    writer.waitFor();
    return Integer.parseInt(last);
  }

  private static Process start(String url) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashWriter.class.getName(),
            url)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
