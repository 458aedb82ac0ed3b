package io.sallyport.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that look at something again and again while it is changed. */
final class Observers {
  private static final int THREADS = 4;

  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch looking = new CountDownLatch(THREADS);
  private final List<Thread> threads = new ArrayList<>();

  private Observers() {}

  /** Begins to look; returns once each has looked at least once, or failed. */
  static Observers watching(Runnable look) throws InterruptedException {
    Observers observers = new Observers();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> observers.watch(look), "observer");
      thread.setDaemon(true);
      thread.start();
      observers.threads.add(thread);
    }
    observers.looking.await();
    return observers;
  }

  private void watch(Runnable look) {
    boolean isFirst = true;
    while (!ended.get()) {
      try {
        look.run();
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        ended.set(true);
      }
      if (isFirst) {
        looking.countDown();
        isFirst = false;
      }
    }
    if (isFirst) {
      looking.countDown();
    }
  }

  /** Fails if one of them did. */
  void end() throws InterruptedException {
    ended.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    Throwable found = failure.get();
    if (found != null) {
      throw new AssertionError(found.getMessage(), found);
    }
  }
}
