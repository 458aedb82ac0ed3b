package io.sallyport.policy.match;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Polarity;

/**
 * What a comparison counts as where AWS's pages leave its outcome open: whatever denies. An Allow
 * then doesn't apply, and a Deny does; inside a negation it is the other way round.
 */
public enum Doubt {
  /** It holds. */
  MATCHES,
  /** It doesn't. */
  FAILS;

  /** Whether a whole condition or element of such a statement holds in doubt. */
  public static Doubt of(Effect effect) {
    return effect == Effect.DENY ? MATCHES : FAILS;
  }

  /** Whether one entry of such a list matches in doubt. */
  public Doubt inside(Polarity polarity) {
    return polarity == Polarity.NOT_IN ? inverted() : this;
  }

  /** The other one: inside a negation. */
  public Doubt inverted() {
    return this == MATCHES ? FAILS : MATCHES;
  }

  /** Whether this is {@link #MATCHES}. */
  public boolean matches() {
    return this == MATCHES;
  }
}
