package io.sallyport.storage;

/** When a key was last written: a number that grows with every commit to the store. */
public record Revision(long value) implements Comparable<Revision> {

  public Revision {
    if (value < 1) {
      throw new IllegalArgumentException("a revision is at least 1, not " + value);
    }
  }

  @Override
  public int compareTo(Revision other) {
    return Long.compare(value, other.value);
  }
}
