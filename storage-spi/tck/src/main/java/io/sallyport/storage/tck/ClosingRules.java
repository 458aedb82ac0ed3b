package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.StoreException;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.WatchEvent.Lost;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rules 10 and 12: a store that can't be asked says so, and no caller's thread harms it. */
abstract class ClosingRules extends ExpectationRules {

  @Test
  void rule10_aClosedStoreNeverAnswersAbsentOrConflict() {
    Key key = Key.of("k");
    create(key, "v");
    store().close();
    assertThrows(StoreUnavailableException.class, () -> store().get(key));
    assertThrows(StoreUnavailableException.class, () -> store().list(KeyRange.all(), 1));
    Commit commit = Commit.of(new Write.Create(key, Bytes.utf8("v")));
    assertThrows(StoreUnavailableException.class, () -> store().commit(commit));
  }

  @Test
  void rule10_anInterruptedThreadHarmsNoOther() {
    for (int i = 0; i < 3; i++) {
      Key key = Key.of("k", "" + i);
      Thread.currentThread().interrupt();
      Optional<Boolean> made = Optional.empty();
      try {
        Commit commit = Commit.of(new Write.Create(key, Bytes.utf8("v")));
        made = Optional.of(store().commit(commit) instanceof CommitResult.Committed);
      } catch (OutcomeUnknownException e) {
        // Allowed: it may have been made.
      } catch (StoreUnavailableException e) {
        made = Optional.of(false);
      } finally {
        var unused = Thread.interrupted();
      }
      boolean there = store().get(key).isPresent();
      assertEquals(made.orElse(there), there, "what an interrupted commit answered");
      create(Key.of("after", "" + i), "v");
    }
  }

  @Test
  void rule12_closingTwiceIsClosingOnce() {
    store().close();
    store().close();
    assertThrows(StoreUnavailableException.class, () -> store().get(Key.of("k")));
  }

  @Test
  void rule12_watchesOfAClosedStoreAreLost() throws InterruptedException {
    Cursor start = now();
    try (Watch before = watch(start)) {
      create(Key.of("k"), "v");
      store().close();
      assertInstanceOf(Lost.class, before.next());
    }
    try (Watch after = watch(start)) {
      assertInstanceOf(Lost.class, after.next());
    }
  }

  @Test
  void rule12_closingWakesAWaitingWatch() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (Watch watch = watch(now())) {
      drain(watch);
      CountDownLatch running = new CountDownLatch(1);
      Future<?> lost =
          executor.submit(
              () -> {
                running.countDown();
                WatchEvent event;
                do {
                  event = watch.next();
                } while (!(event instanceof Lost));
                return null;
              });
      running.await();
      store().close();
      lost.get(12, TimeUnit.SECONDS);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void rule12_closingWhileBusyFailsCallsCleanly() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(6);
    CountDownLatch busy = new CountDownLatch(60);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        String name = "writer" + i;
        running.add(untilClosed(executor, busy, () -> create(unique(name, busy), "v")));
        running.add(untilClosed(executor, busy, () -> store().get(Key.of("k"))));
        running.add(untilClosed(executor, busy, () -> store().list(KeyRange.all(), 10)));
      }
      busy.await();
      store().close();
      for (Future<?> call : running) {
        call.get(30, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static Key unique(String name, CountDownLatch busy) {
    return Key.of(name, Long.toString(System.nanoTime()), Long.toString(busy.getCount()));
  }

  /** Runs the call until it fails, which only a StoreException may make it. */
  private static Future<?> untilClosed(
      ExecutorService executor, CountDownLatch busy, Callable<?> call) {
    return executor.submit(
        () -> {
          try {
            while (!Thread.currentThread().isInterrupted()) {
              call.call();
              busy.countDown();
            }
          } catch (StoreException expected) {
            busy.countDown();
          }
          return null;
        });
  }
}
