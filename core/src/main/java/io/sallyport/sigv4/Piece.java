package io.sallyport.sigv4;

import java.util.Arrays;

/** A piece of an object that comes bit by bit: as much memory as has come, of it or the last. */
final class Piece {
  private static final int FIRST = 1 << 10;

  private final int whole;
  private final int expected;
  private byte[] bytes = {};
  private int length;

  /**
   * Begins the first.
   *
   * @param whole how long it is once it is whole
   */
  Piece(int whole) {
    this(whole, FIRST);
  }

  private Piece(int whole, int expected) {
    this.whole = whole;
    this.expected = expected;
  }

  /** Begins the next one, of which as much is expected to come as has come of this one. */
  Piece next(int whole) {
    return new Piece(whole, Math.max(FIRST, length));
  }

  /** Takes of what came as much as belongs to it, and answers how much that was. */
  int take(byte[] from, int offset, int end) {
    int count = Math.min(end - offset, whole - length);
    if (length + count > bytes.length) {
      int capacity = Math.max(length + count, Math.max(expected, 2 * bytes.length));
      bytes = Arrays.copyOf(bytes, Math.min(whole, capacity));
    }
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    return count;
  }

  boolean isWhole() {
    return length == whole;
  }

  boolean isEmpty() {
    return length == 0;
  }

  byte[] bytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
