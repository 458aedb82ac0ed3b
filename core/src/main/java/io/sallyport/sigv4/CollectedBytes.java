package io.sallyport.sigv4;

import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.util.Arrays;

/** Bytes, one behind the other. Of one thread while they are collected. */
final class CollectedBytes {
  private byte[] bytes;
  private int count;

  /** Room for so many at first. */
  CollectedBytes(int room) {
    this.bytes = new byte[room];
  }

  void add(char ascii) {
    require(1);
    bytes[count++] = (byte) ascii;
  }

  void add(byte[] more) {
    add(more, 0, more.length);
  }

  /** Adds those from one place up to another. */
  void add(byte[] others, int from, int end) {
    require(end - from);
    System.arraycopy(others, from, bytes, count, end - from);
    count += end - from;
  }

  private void require(int room) {
    if (room > bytes.length - count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + room));
    }
  }

  /** Adds them to what is hashed. */
  void hash(MessageDigest digest) {
    digest.update(bytes, 0, count);
  }

  String text(Charset charset) {
    return new String(bytes, 0, count, charset);
  }
}
