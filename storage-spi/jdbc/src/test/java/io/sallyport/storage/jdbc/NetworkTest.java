package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.StoreException;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 8 to 10 when the network fails, also silently; and recovery without a restart. */
@Timeout(180)
class NetworkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  @ParameterizedTest
  @EnumSource(
      value = FaultyLine.Mode.class,
      names = {"SWALLOW", "HANG_UP"})
  void aBrokenLineIsNoticedInTimeAndGotOver(FaultyLine.Mode fault) throws Exception {
    int port = Postgres.server().getPort();
    try (FaultyLine line = FaultyLine.to(port);
        IamStore store =
            JdbcStore.open(Postgres.newUrl().replace(":" + port + "/", ":" + line.port() + "/"))) {
      Cursor start = store.list(KeyRange.all(), 1).cursor();
      try (Watch watch = store.watch(KeyRange.all(), start)) {
        assertInstanceOf(WatchEvent.Progress.class, watch.next());
        line.turn(fault);
        inTime(() -> assertInstanceOf(WatchEvent.Lost.class, watch.next()));
      }
      inTime(() -> assertThrows(StoreUnavailableException.class, () -> store.get(Key.of("k"))));
      inTime(() -> assertThrows(StoreException.class, () -> JdbcStoreTest.create(store, "k")));
      line.turn(FaultyLine.Mode.PASS);
      recovered(store);
      assertInstanceOf(CommitResult.Committed.class, JdbcStoreTest.create(store, "after"));
      try (Watch watch = store.watch(KeyRange.all(), start)) {
        WatchEvent event = watch.next();
        assertEquals(Key.of("after"), assertInstanceOf(WatchEvent.Changed.class, event).key());
      }
    }
  }

  private static void recovered(IamStore store) {
    for (int attempt = 1; ; attempt++) {
      try {
        assertTrue(store.get(Key.of("k")).isEmpty());
        return;
      } catch (StoreUnavailableException e) {
        assertTrue(attempt < 10, "it did not recover");
      }
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void inTime(Step step) throws Exception {
    long start = System.nanoTime();
    step.run();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(PATIENCE) < 0, "it took " + took);
  }
}
