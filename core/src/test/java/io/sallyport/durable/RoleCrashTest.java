package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.RoleName;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.jdbc.JdbcStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that changes roles is killed at random moments: every change that it was told of is
 * there, no role is half-written, no name leads nowhere.
 */
@Timeout(3_600)
class RoleCrashTest {
  private static final int KILLS =
      Integer.getInteger("sallyport.kills", Boolean.getBoolean("sallyport.deep") ? 200 : 3);

  @TempDir Path folder;

  private final KnownRoles known = new KnownRoles();

  @Test
  void h2KeepsEveryAcknowledgedChange() throws Exception {
    killAndCheck("jdbc:h2:" + folder.resolve("iam"));
  }

  @Test
  void postgresKeepsEveryAcknowledgedChange() throws Exception {
    killAndCheck(Postgres.newUrl());
  }

  private void killAndCheck(String url) throws IOException, InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      writeUntilKilled(url, random);
      try (IamStore store = JdbcStore.open(url)) {
        assertTrue(known.underWay() <= 1);
        known.check(store, RoleWriter.NAMES);
      } catch (AssertionError e) {
        throw new AssertionError("kill " + kill + " of seed " + seed, e);
      }
    }
  }

  /** Lets a writer write some lines and a while more; notes what it printed. */
  private void writeUntilKilled(String url, Random random)
      throws IOException, InterruptedException {
    Process writer = start(url, random.nextLong());
    try (BufferedReader printed = writer.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 2 + random.nextInt(60); i > 0; i--) {
        String line = printed.readLine();
        assertTrue(line != null, "the writer ended by itself");
        note(line);
      }
      long until = System.nanoTime() + random.nextInt(3_000_000);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      // Not the process's own method, which closes the stream that is still to be read.
      writer.toHandle().destroyForcibly();
      printed.lines().forEach(this::note);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private void note(String line) {
    String[] words = line.split(" ", -1);
    RoleName name = new RoleName(words[1]);
    RoleState state = RoleState.parse(words[2]);
    if (words[0].equals("begin")) {
      known.begins(name, state);
    } else {
      known.made(name, state);
    }
  }

  private static Process start(String url, long seed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RoleWriter.class.getName(),
            url,
            Long.toString(seed))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
