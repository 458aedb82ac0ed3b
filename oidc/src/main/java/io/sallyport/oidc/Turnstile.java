package io.sallyport.oidc;

import io.sallyport.error.ThrottlingException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets so many through at once, and so many wait for a while; turns away who comes beside them.
 * Thread-safe.
 */
final class Turnstile {
  private final Semaphore free;
  private final Semaphore places;
  private final Duration longest;

  /** Nobody waits. */
  Turnstile(int most) {
    this(most, 0, Duration.ZERO);
  }

  Turnstile(int most, int waiting, Duration longest) {
    free = new Semaphore(most);
    places = new Semaphore(waiting);
    this.longest = longest;
  }

  /**
   * Does the work.
   *
   * @throws ThrottlingException if too many are in, and too many wait or this took too long
   */
  <T> T pass(Supplier<T> work) {
    if (!free.tryAcquire() && !isLetInLater()) {
      throw new ThrottlingException();
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  private boolean isLetInLater() {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      return free.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      places.release();
    }
  }
}
