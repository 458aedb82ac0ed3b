package io.sallyport.policy.lint;

/** How many steps of work may still be done. Not thread-safe. */
final class Effort {
  private long left;

  Effort(long steps) {
    this.left = steps;
  }

  /** For work that is small whatever the document says. */
  static Effort unbounded() {
    return new Effort(Long.MAX_VALUE);
  }

  /** Takes one step; whether it was still allowed. */
  boolean step() {
    left--;
    return left >= 0;
  }

  boolean isSpent() {
    return left < 0;
  }
}
