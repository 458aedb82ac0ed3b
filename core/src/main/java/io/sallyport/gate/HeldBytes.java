package io.sallyport.gate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that came and were not given on, in one array however many pieces they came in. */
final class HeldBytes {
  static final int MOST_UNASKED = 1 << 20;

  private byte[] bytes = {};
  private int length;

  /** So many of them, from the first on, were asked for; what comes besides is bounded. */
  private long wanted;

  int length() {
    return length;
  }

  /** Somebody asked for the first of them, at least so many. */
  void want(long count) {
    wanted = Math.max(wanted, count);
  }

  boolean hasRoomFor(ByteBuffer piece) {
    return length + (long) piece.remaining() <= wanted + MOST_UNASKED;
  }

  /** Copies a piece, to its end. */
  void add(ByteBuffer piece) {
    int count = piece.remaining();
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), 2 * length));
    }
    piece.get(bytes, length, count);
    length += count;
  }

  /** The first of them, so many or all, which stay. */
  byte[] first(int most) {
    return Arrays.copyOf(bytes, Math.min(most, length));
  }

  /** All of them, which are held no more. */
  ByteBuffer take() {
    ByteBuffer all = ByteBuffer.wrap(bytes, 0, length);
    clear();
    return all;
  }

  void clear() {
    bytes = new byte[0];
    length = 0;
    wanted = 0;
  }
}
