package io.sallyport.document;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What proves that all changes of a store come through. A proof that wasn't recent once, by
 * whatever the clock says, is never again, nor is what was kept until then: each such end, and each
 * new watch, begins another generation of what is kept. Thread-safe.
 */
final class Proofs {
  private final Clock clock;
  private final Duration maxStaleness;
  private final Freshness freshness;
  private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);
  private final Instant startedAt;
  private final AtomicReference<Proof> last = new AtomicReference<>(Proof.none(0));
  private volatile Instant lastProof;

  /**
   * That all changes before a moment have come through, and until when that counts.
   *
   * @param generation of what is kept, that it counts for
   */
  private record Proof(long generation, Instant at, Instant until) {
    static Proof none(long generation) {
      return new Proof(generation, Instant.MAX, Instant.MIN);
    }

    boolean counts(Instant now) {
      return !at.isAfter(now) && !until.isBefore(now);
    }

    /** This one, or if it is no longer recent, none: for the next generation. */
    Proof at(Instant now) {
      return counts(now) || isNone() ? this : none(generation + 1);
    }

    private boolean isNone() {
      return until.equals(Instant.MIN);
    }
  }

  private enum State {
    STARTING,
    CURRENT,
    LOST
  }

  Proofs(Clock clock, Duration maxStaleness, Freshness freshness) {
    this.clock = clock;
    this.maxStaleness = maxStaleness;
    this.freshness = freshness;
    this.startedAt = clock.instant();
    this.lastProof = startedAt;
  }

  /** Whether there is recent proof that all changes have come through. */
  boolean isCurrent() {
    return current(clock.instant()).isPresent();
  }

  /**
   * The generation of what is kept that is proven to be so; empty if nothing is. What an earlier
   * one kept may have changed since.
   */
  OptionalLong current(Instant now) {
    Proof known = Objects.requireNonNull(last.get());
    if (known.counts(now)) {
      return OptionalLong.of(known.generation());
    }
    boolean unused = last.compareAndSet(known, known.at(now));
    return OptionalLong.empty();
  }

  /** When the last proof was, or if there was none, when this began. */
  Instant lastProof() {
    return lastProof;
  }

  /** All changes before this moment have come through. */
  void proven(Instant at) {
    Instant now = clock.instant();
    Instant until = at.plus(maxStaleness);
    Proof unused = last.updateAndGet(known -> new Proof(known.at(now).generation(), at, until));
    lastProof = at;
    if (isCurrent() && state.getAndSet(State.CURRENT) == State.LOST) {
      freshness.restored();
    }
  }

  /** A watch begins that knows nothing of what the last one missed. */
  void watchBegins() {
    Proof unused =
        last.updateAndGet(known -> new Proof(known.generation() + 1, known.at(), known.until()));
  }

  void tellIfLost() {
    State before = state.get();
    boolean tooLong = clock.instant().isAfter(startedAt.plus(maxStaleness));
    if ((before == State.CURRENT || (before == State.STARTING && tooLong))
        && !isCurrent()
        && state.compareAndSet(before, State.LOST)) {
      freshness.lost("no proof since " + lastProof + " that all changes came through");
    }
  }
}
