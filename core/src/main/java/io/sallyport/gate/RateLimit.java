package io.sallyport.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How often each of many may do something: so many times at once, and as many again over a time, as
 * a bucket lets that is filled evenly. Of each there is kept when its bucket is full again; who has
 * not been seen for as long has a full one, and is forgotten. Past a hundred thousand at once those
 * are forgotten who were seen least. Thread-safe.
 */
public final class RateLimit {
  private static final int MOST = 100_000;

  private final Clock clock;
  private final Duration per;
  private final Duration interval;
  private final Cache<String, Instant> full;

  /** How often something may be done. */
  public record Rate(int times, Duration per) {
    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if either is not positive
     */
    public Rate {
      if (times < 1 || per.isZero() || per.isNegative()) {
        throw new IllegalArgumentException(
            "a limit is some calls in some time, not " + times + " in " + per);
      }
    }
  }

  /** So many times in a time. */
  public RateLimit(Rate rate, Clock clock) {
    this.clock = clock;
    this.per = rate.per();
    this.interval = per.dividedBy(rate.times());
    this.full =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(per)
            .ticker(() -> nanos(clock.instant()))
            .build();
  }

  /** Whether it may be done once more; if so, it counts. */
  boolean lets(String who) {
    Instant now = clock.instant();
    Instant limit = now.plus(per);
    boolean[] lets = {false};
    full.asMap()
        .compute(
            who,
            (unused, known) -> {
              // A full bucket's worth is the most that anybody owes, whatever the clock was before.
              Instant owed = known == null || known.isBefore(now) ? now : known;
              Instant before = owed.isAfter(limit) ? limit : owed;
              Instant after = before.plus(interval);
              lets[0] = !after.isAfter(limit);
              return lets[0] ? after : before;
            });
    return lets[0];
  }

  /** Of how many it is kept. */
  long size() {
    full.cleanUp();
    return full.estimatedSize();
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
