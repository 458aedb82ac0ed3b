package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Polarity;

/**
 * What a comparison counts as where AWS's pages leave its outcome open: whatever denies. An Allow
 * then doesn't apply, and a Deny does; inside a negation it is the other way round.
 */
enum Doubt {
  MATCHES,
  FAILS;

  /** Whether a whole condition or element of such a statement holds in doubt. */
  static Doubt of(Effect effect) {
    return effect == Effect.DENY ? MATCHES : FAILS;
  }

  /** Whether one entry of such a list matches in doubt. */
  Doubt inside(Polarity polarity) {
    return polarity == Polarity.NOT_IN ? inverted() : this;
  }

  Doubt inverted() {
    return this == MATCHES ? FAILS : MATCHES;
  }

  boolean matches() {
    return this == MATCHES;
  }
}
