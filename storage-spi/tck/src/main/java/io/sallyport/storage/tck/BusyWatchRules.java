package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Cursor;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.WatchEvent.Changed;
import io.sallyport.storage.WatchEvent.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Rules 7 and 8 while others watch, interrupt, or write outside of the range. */
abstract class BusyWatchRules extends WatchRules {
  private static final int INTERRUPTIONS = 100;
  private static final Key END = Key.of("end");

  @Test
  void rule7_eachOfTwoWatchesReportsEverything() throws InterruptedException {
    Cursor start = now();
    try (Watch one = watch(start);
        Watch two = watch(start)) {
      drain(one);
      drain(two);
      Map<Key, Revision> committed = new HashMap<>();
      for (int i = 0; i < 10; i++) {
        Key key = Key.of("k", "" + i);
        committed.put(key, create(key, "v"));
      }
      assertReported(committed, latest(drain(one)));
      assertReported(committed, latest(drain(two)));
    }
  }

  @Test
  void rule7_aWatchInterruptedOftenMissesNothing() throws Exception {
    Cursor start = now();
    Semaphore calls = new Semaphore(0);
    AtomicBoolean enough = new AtomicBoolean();
    FutureTask<List<Changed>> watching = new FutureTask<>(() -> untilTheEnd(start, calls, enough));
    Thread watcher = new Thread(watching, "tck-watcher");
    watcher.start();
    try {
      Map<Key, Revision> committed = new HashMap<>();
      for (int i = 0; i < INTERRUPTIONS; i++) {
        assertTrue(calls.tryAcquire(60, TimeUnit.SECONDS), "next() does not return");
        calls.drainPermits();
        Key key = Key.of("k", "" + i);
        committed.put(key, create(key, "v"));
        watcher.interrupt();
      }
      committed.put(END, create(END, "v"));
      assertReported(committed, latest(watching.get(60, TimeUnit.SECONDS)));
    } finally {
      enough.set(true);
      watcher.interrupt();
    }
  }

  @Test
  void rule8_aWatchAnswersWithinTenSecondsWhileKeysElsewhereChange() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (Watch watch = store().watch(KeyRange.under("k"), now())) {
      drain(watch);
      Future<?> writer = executor.submit(() -> writeElsewhere(writing, answered));
      writing.await();
      long start = System.nanoTime();
      WatchEvent answer = watch.next();
      long nanos = System.nanoTime() - start;
      answered.countDown();
      assertInstanceOf(Progress.class, answer);
      assertTrue(nanos < PATIENCE.toNanos(), "an answer took too long");
      writer.get();
    } finally {
      answered.countDown();
      executor.shutdown();
    }
  }

  /** Changes a key again and again until there was an answer, or should have been. */
  private Void writeElsewhere(CountDownLatch writing, CountDownLatch answered)
      throws InterruptedException {
    Key key = Key.of("elsewhere");
    long end = System.nanoTime() + PATIENCE.toNanos();
    Revision revision = create(key, "v");
    while (!answered.await(1, TimeUnit.MILLISECONDS) && System.nanoTime() - end < 0) {
      revision = replace(key, "v", revision);
      writing.countDown();
    }
    return null;
  }

  /** What a watch reports up to the last key; one that is lost goes on from where it was. */
  private List<Changed> untilTheEnd(Cursor start, Semaphore calls, AtomicBoolean enough) {
    List<Changed> seen = new ArrayList<>();
    Cursor cursor = start;
    Watch watch = watch(cursor);
    while (!enough.get() && seen.stream().noneMatch(change -> change.key().equals(END))) {
      try {
        calls.release();
        WatchEvent event = watch.next();
        if (event instanceof Changed change) {
          seen.add(change);
          cursor = change.cursor();
        } else if (event instanceof Progress progress) {
          cursor = progress.cursor();
        } else {
          watch.close();
          watch = watch(cursor);
        }
      } catch (InterruptedException e) {
        // Asks again.
      }
      boolean unused = Thread.interrupted();
    }
    watch.close();
    return seen;
  }
}
