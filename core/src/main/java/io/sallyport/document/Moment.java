package io.sallyport.document;

import java.time.Instant;

/** A time in which no document changed, as far as anybody was told. Only the same object is one. */
final class Moment {
  private final long generation;
  private final Instant from;
  private final Instant until;

  Moment(long generation, Instant from, Instant until) {
    this.generation = generation;
    this.from = from;
    this.until = until;
  }

  /** Whether it is one of this generation, and of now; a clock that was set back ends it too. */
  boolean lasts(Instant now, long current) {
    return generation == current && !from.isAfter(now) && until.isAfter(now);
  }
}
