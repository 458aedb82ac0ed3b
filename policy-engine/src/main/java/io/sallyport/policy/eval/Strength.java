package io.sallyport.policy.eval;

/** How closely a resource or trust policy names the caller, from loosely to closely. */
enum Strength {
  /** Not at all. */
  NONE,
  /** By its account: that account's own policies decide. */
  ACCOUNT,
  /** By its role, or the user it was federated from: boundary and session policies still limit. */
  PARENT,
  /**
   * As everyone. Whether a session policy limits such a grant is open; here it does. A boundary
   * doesn't.
   */
  EVERYONE,
  /** Itself. */
  DIRECT;

  boolean isAtLeast(Strength other) {
    return compareTo(other) >= 0;
  }

  Strength orStronger(Strength other) {
    return other.compareTo(this) > 0 ? other : this;
  }
}
