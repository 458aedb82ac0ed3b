package io.sallyport.example.objectstore;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * What one thing on the server can be at a time, while many ask for it: its versions are numbered,
 * and written one after the other. Who asks sees a version that was not yet overtaken when it
 * asked, by what was written or by what somebody had seen by then, and none whose writing began
 * after the answer. No clock has a part in it. Thread-safe.
 */
final class Register {
  private final ReentrantLock writer = new ReentrantLock();

  /** The last version whose writing has begun. */
  private final AtomicLong begun = new AtomicLong();

  /** What everybody who asks from now on sees at least. */
  private final AtomicLong least = new AtomicLong();

  /** The oldest version that an answer may be of, if it is asked for now. */
  long least() {
    return least.get();
  }

  /** Writes the next version, unless another one is being written. */
  void write(LongConsumer write) {
    if (writer.tryLock()) {
      try {
        long next = begun.incrementAndGet();
        write.accept(next);
        saw(next);
      } finally {
        writer.unlock();
      }
    }
  }

  /**
   * Judges an answer that just came.
   *
   * @param asked {@link #least} from before it was asked for
   * @param fits whether a version answers so
   * @return whether it could be answered so; those who ask later know then what was seen
   */
  boolean allows(long asked, LongPredicate fits) {
    long last = begun.get();
    for (long version = asked; version <= last; version++) {
      if (fits.test(version)) {
        saw(version);
        return true;
      }
    }
    return false;
  }

  private void saw(long version) {
    least.accumulateAndGet(version, Math::max);
  }
}
