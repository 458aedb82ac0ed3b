package io.sallyport.sigv4;

import java.util.Arrays;

/** A piece of an object that comes bit by bit: as much memory as has come. */
final class Piece {
  private static final int FIRST = 1 << 10;

  private final int whole;
  private byte[] bytes = {};
  private int length;

  /**
   * Begins one.
   *
   * @param whole how long it is once it is whole
   */
  Piece(int whole) {
    this.whole = whole;
  }

  /** Takes of what came as much as belongs to it, and answers how much that was. */
  int take(byte[] from, int offset, int end) {
    int count = Math.min(end - offset, whole - length);
    if (length + count > bytes.length) {
      int capacity = Math.max(length + count, Math.max(FIRST, 2 * bytes.length));
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
