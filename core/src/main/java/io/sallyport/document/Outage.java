package io.sallyport.document;

import io.sallyport.error.UnavailableException;
import io.sallyport.storage.StoreException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Asks a store for decisions. Once it has failed several times on end, one asks it at a time: the
 * others are told at once what it failed with, and don't each wait until it fails them too. Whoever
 * it answers again ends that. Thread-safe.
 */
final class Outage {
  /** So many that no one document that can't be read is taken for an outage. */
  private static final int ON_END = 8;

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Optional<StoreException> last = Optional.empty();

  /**
   * Asks.
   *
   * @throws UnavailableException if the store can't be asked, or somebody else finds out just now
   *     whether it can be again
   */
  <T> T asked(Supplier<T> call) {
    Optional<StoreException> failure = last;
    if (failures.get() < ON_END || failure.isEmpty()) {
      return ask(call);
    }
    if (!asking.compareAndSet(false, true)) {
      throw new UnavailableException(failure.get());
    }
    try {
      return ask(call);
    } finally {
      asking.set(false);
    }
  }

  private <T> T ask(Supplier<T> call) {
    try {
      T answer = call.get();
      if (failures.get() != 0) {
        failures.set(0);
      }
      return answer;
    } catch (StoreException e) {
      last = Optional.of(e);
      failures.accumulateAndGet(ON_END, (count, most) -> Math.min(count + 1, most));
      throw new UnavailableException(e);
    }
  }
}
