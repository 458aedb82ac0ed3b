package io.sallyport.policy.eval;

/**
 * What a statement that applies means: how closely it names the caller, and the answer it gives.
 */
final class Ruling {
  /** No statement applies. */
  static final Ruling NONE =
      new Ruling(Strength.NONE, new Decision.ImplicitlyDenied(Layer.IDENTITY));

  private final Strength strength;
  private final Decision decision;

  Ruling(Strength strength, Decision decision) {
    this.strength = strength;
    this.decision = decision;
  }

  Strength strength() {
    return strength;
  }

  Decision decision() {
    return decision;
  }

  boolean applies() {
    return strength != Strength.NONE;
  }
}
