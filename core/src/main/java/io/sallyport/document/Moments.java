package io.sallyport.document;

import java.time.Duration;
import java.time.Instant;

/**
 * The times between changes. One is over as soon as anything may be answered that is not as it was
 * in it: it ends with each change that is told of, once what was kept is dropped, and with each
 * document that is loaded, before anybody can find it here. So what was made in a moment of what
 * was answered in it is right for as long as it lasts. Thread-safe.
 */
final class Moments {
  private static final Moment OVER = new Moment(-1, Instant.MIN, Instant.MIN);

  /** What isn't there is asked for anew now and then, which a moment is not to put off for long. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private volatile Moment last = OVER;

  /**
   * The moment that it is now: the last one, or else one that begins.
   *
   * @param now when all that is kept is proven to be so
   * @param generation what keeps it so
   */
  Moment current(Instant now, long generation) {
    Moment known = last;
    if (known.lasts(now, generation)) {
      return known;
    }
    Moment begun = new Moment(generation, now, now.plus(LONGEST));
    last = begun;
    return begun;
  }

  void end() {
    last = OVER;
  }
}
