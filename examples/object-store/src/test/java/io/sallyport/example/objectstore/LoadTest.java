package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen connections begin sessions, read objects and change roles, while a token key is added,
 * the sessions of a role are revoked and the old token key is struck out. Every answer must be one
 * that could be given at its time. In the deep form it takes a minute, else as many requests as
 * there must be to see each thing happen.
 */
@Timeout(600)
class LoadTest {
  private static final boolean IS_DEEP = Boolean.getBoolean("sallyport.deep");
  private static final int CONNECTIONS = 16;

  /** How long each of the three parts takes in the deep form, and how much it does in the other. */
  private static final Duration PART = Duration.ofSeconds(20);

  private static final int PART_REQUESTS = 1_000;

  /** By how much what is reachable may grow from the end of the first part to that of the last. */
  private static final long GROWTH = 12L << 20;

  private volatile boolean isOver;

  @Test
  void everyAnswerIsOneThatCouldBeGivenAtItsTime(@TempDir Path data) throws Exception {
    try (LoadedStore store = new LoadedStore(data)) {
      ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
      List<Future<?>> clients = new ArrayList<>();
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          int seed = i;
          clients.add(threads.submit(() -> load(store, seed)));
        }
        long before = lastingPart(store, () -> true);
        store.rotate();
        store.revoke();
        long between =
            lastingPart(
                store,
                () -> store.roles.get(0).revocation.isDoneFor(LoadedStore.SPREAD.plusSeconds(1)));
        store.strikeOut();
        long after = lastingPart(store, () -> store.verdicts.count("read after revocation") > 0);
        isOver = true;
        for (Future<?> client : clients) {
          client.get();
        }
        assertRight(store.verdicts);
        assertFlat(before, between, after);
      } finally {
        isOver = true;
        threads.shutdownNow();
      }
    }
  }

  private void load(LoadedStore store, int seed) {
    try (LoadingClient client = new LoadingClient(store, seed)) {
      while (!isOver) {
        client.next();
      }
    }
  }

  /** Lets the load go on for a part, and answers what is reachable at its end, in bytes. */
  private long lastingPart(LoadedStore store, BooleanSupplier isSeen) throws InterruptedException {
    long end = System.nanoTime() + (IS_DEEP ? PART.toNanos() : 0);
    store.verdicts.await(PART_REQUESTS);
    while (store.verdicts.wrong().isEmpty()
        && !(isSeen.getAsBoolean() && System.nanoTime() - end > 0)) {
      store.verdicts.await(1);
    }
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void assertRight(Verdicts verdicts) {
    assertEquals("", verdicts.wrong());
    for (String kind :
        List.of(
            "read",
            "denied",
            "session begun",
            "session refused",
            "session not begun yet",
            "policy changed",
            "trust changed",
            "session over",
            "read after revocation")) {
      assertTrue(verdicts.count(kind) > 0, kind + " is missing among " + verdicts);
    }
  }

  private static void assertFlat(long before, long between, long after) {
    String told = before + ", " + between + ", " + after + " bytes of heap";
    assertTrue(after - before < GROWTH, told);
  }
}
