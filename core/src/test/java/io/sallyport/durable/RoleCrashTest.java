package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.document.Document;
import io.sallyport.identity.PageRequest;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.role.RoleName;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.jdbc.JdbcStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

  /** What each role is known to be, and what it may be as well: the change under way. */
  private final Map<String, RoleState> known = new HashMap<>();

  private final Map<String, RoleState> begun = new HashMap<>();

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
        check(RoleWriter.roles(store), "kill " + kill + " of seed " + seed);
        assertEquals(placesByName(store), places(store));
      }
    }
  }

  /** Lets a writer write some lines and a while more; notes what it printed. */
  private void writeUntilKilled(String url, Random random)
      throws IOException, InterruptedException {
    Process writer = start(url, random.nextLong());
    begun.clear();
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
    RoleState state = RoleState.parse(words[2]);
    if (words[0].equals("begin")) {
      begun.put(words[1], state);
    } else {
      assertEquals(begun.remove(words[1]), state);
      known.put(words[1], state);
    }
  }

  private void check(RoleManager roles, String when) {
    assertTrue(begun.size() <= 1, when);
    Map<String, RoleState> listed = new HashMap<>();
    for (Role role : roles.list("/", PageRequest.FIRST).items()) {
      listed.put(role.name().value(), RoleState.of(role));
    }
    for (RoleName name : RoleWriter.NAMES) {
      RoleState expected = known.getOrDefault(name.value(), RoleState.ABSENT);
      RoleState pending = begun.getOrDefault(name.value(), expected);
      RoleState found = RoleState.of(roles, name);
      assertTrue(
          found.equals(expected) || found.equals(pending),
          () -> when + ": " + found + ", not " + expected + " or " + pending);
      assertEquals(found, listed.getOrDefault(name.value(), RoleState.ABSENT), when);
      known.put(name.value(), found);
    }
  }

  private static Set<Key> placesByName(IamStore store) {
    Set<Key> places = new HashSet<>();
    for (Entry entry : all(store, "role-name")) {
      Document place = Document.of(entry);
      places.add(Key.of("role", "", place.text("path"), place.text("name")));
    }
    assertEquals(all(store, "role-name").size(), places.size());
    return places;
  }

  private static Set<Key> places(IamStore store) {
    Set<Key> places = new HashSet<>();
    all(store, "role").forEach(entry -> places.add(entry.key()));
    return places;
  }

  private static List<Entry> all(IamStore store, String kind) {
    return store.list(KeyRange.under(kind), 1_000).entries();
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
