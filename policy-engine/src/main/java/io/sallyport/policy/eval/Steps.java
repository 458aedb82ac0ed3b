package io.sallyport.policy.eval;

import io.sallyport.policy.match.UnevaluableException;

/** How many steps may still be taken. Not thread-safe. */
final class Steps {
  private final long most;
  private long left;

  Steps(long most) {
    this.most = most;
    this.left = most;
  }

  /** Starts again. */
  void refill() {
    left = most;
  }

  /** Counts steps; once they are more than there may be, so is each further one. */
  void spend(long steps) {
    left = left < 0 ? left : left - steps;
    if (left < 0) {
      throw new UnevaluableException("it takes more than " + most + " steps to compare");
    }
  }

  /** How many were counted. */
  long spent() {
    return most - left;
  }
}
