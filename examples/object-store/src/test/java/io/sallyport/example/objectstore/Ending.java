package io.sallyport.example.objectstore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that ends sessions, such as a revocation: before it began they are alive, after it is
 * done they are over, and in between an answer may be of either. Thread-safe.
 */
final class Ending {
  private static final Clock CLOCK = Clock.systemUTC();

  private volatile Instant begun = Instant.MAX;
  private volatile Instant done = Instant.MAX;

  void run(Runnable ending) {
    begun = CLOCK.instant();
    ending.run();
    done = CLOCK.instant();
  }

  boolean hasBegun() {
    return !begun.equals(Instant.MAX);
  }

  boolean isDone() {
    return !done.equals(Instant.MAX);
  }

  /** Whether it is over for so long. */
  boolean isDoneFor(Duration time) {
    return isDone() && CLOCK.instant().isAfter(done.plus(time));
  }

  /** Whether what happened until then was certainly less than so much later. */
  boolean isWithin(Duration time, Instant until) {
    return !hasBegun() || until.isBefore(begun.plus(time));
  }

  /** Whether what happened from then on was certainly so much later, or more. */
  boolean isBeyond(Duration time, Instant from) {
    return isDone() && !from.isBefore(done.plus(time));
  }
}
