package io.sallyport.storage;

import java.util.Arrays;
import java.util.List;

/**
 * The keys under some leading segments, perhaps from a place on. A store needs only {@link #from()}
 * and {@link #to()}.
 */
public final class KeyRange {
  private static final byte END = (byte) 0xFF;

  private final byte[] from;
  private final byte[] to;

  private KeyRange(byte[] from, byte[] to) {
    this.from = from;
    this.to = to;
  }

  /** Every key. */
  public static KeyRange all() {
    return under();
  }

  /** The keys that begin with these segments and have more. */
  public static KeyRange under(String... segments) {
    byte[] prefix = Key.encode(List.of(segments));
    return new KeyRange(append(prefix, (byte) 0), append(prefix, END));
  }

  /**
   * The keys under {@code parent} whose next segment begins with this text: {@code
   * startingWith("ord", "shop")} has {@code (shop, orders)} and {@code (shop, ord, 1)}.
   */
  public static KeyRange startingWith(String text, String... parent) {
    if (text.isEmpty()) {
      return under(parent);
    }
    byte[] head = Key.encode(List.of(parent));
    byte[] tail = Key.escape(text);
    byte[] prefix = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, prefix, head.length, tail.length);
    return new KeyRange(prefix, append(prefix, END));
  }

  /** The keys of this range that come after this one. */
  public KeyRange after(Key key) {
    byte[] next = append(key.encoded(), (byte) 0);
    if (Arrays.compareUnsigned(next, from) <= 0) {
      return this;
    }
    return new KeyRange(Arrays.compareUnsigned(next, to) < 0 ? next : to, to);
  }

  /** The least encoded key that the range may have, itself included; at most {@link #to()}. */
  public byte[] from() {
    return from.clone();
  }

  /** The bytes before which all encoded keys of the range come. */
  public byte[] to() {
    return to.clone();
  }

  public boolean contains(Key key) {
    byte[] encoded = key.encoded();
    return Arrays.compareUnsigned(from, encoded) <= 0 && Arrays.compareUnsigned(encoded, to) < 0;
  }

  private static byte[] append(byte[] bytes, byte last) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length] = last;
    return longer;
  }
}
