package io.sallyport.keyring;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one thread does at a time, and others don't wait for long: once somebody waited in vain,
 * none waits until it went well again. Thread-safe.
 */
final class Turn {
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean slow;

  /** Whether it is this thread's turn; if so, it ends it by {@link #end}. */
  boolean begin() {
    try {
      boolean begun = lock.tryLock() || (!slow && lock.tryLock(WAIT.toMillis(), MILLISECONDS));
      if (!begun) {
        slow = true;
      }
      return begun;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Whether the next time is still to come; not if it is further ahead than it can have been put:
   * the clock was set back since.
   */
  static boolean isAhead(Instant next, Duration interval, Instant now) {
    return now.isBefore(next) && !next.isAfter(now.plus(interval));
  }

  void wentWell() {
    slow = false;
  }

  void end() {
    lock.unlock();
  }
}
