package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NotificationTest {
  private static final int COMMITS = Boolean.getBoolean("sallyport.deep") ? 2_000 : 100;

  @Test
  void anotherStoresCommitsAreHeardLongBeforeTheNextPoll() throws Exception {
    String url = Postgres.newUrl();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (IamStore here = JdbcStore.open(url);
        IamStore there = JdbcStore.open(url);
        Watch watch = here.watch(KeyRange.all(), here.list(KeyRange.all(), 1).cursor())) {
      List<Long> micros = new ArrayList<>();
      for (int i = 0; i < COMMITS; i++) {
        String name = "k" + i;
        Future<Long> committed =
            executor.submit(
                () -> {
                  var unused = JdbcStoreTest.create(there, name);
                  return System.nanoTime();
                });
        awaitChange(watch, Key.of(name));
        micros.add((System.nanoTime() - committed.get()) / 1_000);
      }
      Collections.sort(micros);
      String delays =
          "from commit to watch: p50 "
              + micros.get(COMMITS / 2)
              + " us, p99 "
              + micros.get(COMMITS * 99 / 100)
              + " us";
      System.getLogger(NotificationTest.class.getName()).log(System.Logger.Level.INFO, delays);
      assertTrue(micros.get(COMMITS / 2) < 50_000, delays);
    } finally {
      executor.shutdownNow();
    }
  }

  private static void awaitChange(Watch watch, Key key) throws InterruptedException {
    while (true) {
      if (watch.next() instanceof WatchEvent.Changed changed && changed.key().equals(key)) {
        return;
      }
    }
  }
}
