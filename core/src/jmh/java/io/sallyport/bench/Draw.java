package io.sallyport.bench;

/** Numbers in random order, so that no branch predictor learns a cycle. Of one thread. */
final class Draw {
  private final int bound;
  private long random = 88172645463325252L;

  Draw(int bound) {
    this.bound = bound;
  }

  int next() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return (int) ((random >>> 33) % bound);
  }
}
