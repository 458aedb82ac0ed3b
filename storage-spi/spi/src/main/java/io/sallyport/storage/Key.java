package io.sallyport.storage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The typed path of an entry: one or more segments of any text. No segment can be forged from
 * another's text: {@code of("a", "b")} and {@code of("a/b")} differ whatever the separator.
 *
 * <p>{@link #encoded()} is the form to store. Its unsigned byte order is the order of keys: segment
 * by segment, each by its UTF-8 bytes. Each segment is its UTF-8 text with every byte 00 written as
 * 00 FF, then a byte 00; no UTF-8 text holds a byte FF.
 */
public final class Key implements Comparable<Key> {
  /** The most bytes that an encoded key may have. */
  public static final int MAX_LENGTH = 1024;

  private final byte[] encoded;
  private final List<String> segments;
  private final int hash;

  private Key(List<String> segments, byte[] encoded) {
    this.segments = segments;
    this.encoded = encoded;
    this.hash = Arrays.hashCode(encoded);
  }

  /**
   * A key of these segments.
   *
   * @throws IllegalArgumentException if there is no segment, one is not valid Unicode, or the
   *     encoded key exceeds {@link #MAX_LENGTH}
   */
  public static Key of(String... segments) {
    List<String> path = List.of(segments);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one segment");
    }
    return new Key(path, checked(encode(path)));
  }

  /**
   * The key that {@link #encoded()} wrote.
   *
   * @throws IllegalArgumentException if these bytes are no encoded key
   */
  public static Key decode(byte[] encoded) {
    List<String> segments = new ArrayList<>();
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != 0) {
        segment.write(encoded[i]);
      } else if (i + 1 < encoded.length && encoded[i + 1] == (byte) 0xFF) {
        segment.write(0);
        i++;
      } else {
        segments.add(segment.toString(StandardCharsets.UTF_8));
        segment.reset();
      }
    }
    if (segments.isEmpty() || !Arrays.equals(encode(segments), encoded)) {
      throw new IllegalArgumentException("these " + encoded.length + " bytes are no encoded key");
    }
    return new Key(List.copyOf(segments), checked(encoded.clone()));
  }

  /** This key with a further segment. */
  public Key child(String segment) {
    String[] path = segments.toArray(new String[segments.size() + 1]);
    path[segments.size()] = segment;
    byte[] last = escape(segment);
    byte[] longer = Arrays.copyOf(encoded, encoded.length + last.length + 1);
    System.arraycopy(last, 0, longer, encoded.length, last.length);
    return new Key(List.of(path), checked(longer));
  }

  public List<String> segments() {
    return segments;
  }

  public byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public int compareTo(Key other) {
    return Arrays.compareUnsigned(encoded, other.encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && Arrays.equals(encoded, key.encoded);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The segments, for a person to read; what could forge a line of a log is escaped. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    segments.toString().codePoints().forEach(c -> append(text, c));
    return text.toString();
  }

  private static void append(StringBuilder text, int c) {
    int type = Character.getType(c);
    boolean visible =
        type != Character.CONTROL
            && type != Character.FORMAT
            && type != Character.LINE_SEPARATOR
            && type != Character.PARAGRAPH_SEPARATOR;
    if (visible) {
      text.appendCodePoint(c);
    } else {
      text.append(String.format("\\u%04X", c));
    }
  }

  static byte[] encode(List<String> segments) {
    byte[][] escaped = new byte[segments.size()][];
    int length = 0;
    for (int i = 0; i < escaped.length; i++) {
      escaped[i] = escape(segments.get(i));
      length += escaped[i].length + 1;
    }
    byte[] encoded = new byte[length];
    int end = 0;
    for (byte[] segment : escaped) {
      System.arraycopy(segment, 0, encoded, end, segment.length);
      end += segment.length + 1;
    }
    return encoded;
  }

  static byte[] escape(String segment) {
    byte[] utf8 = utf8(segment);
    if (segment.indexOf('\0') < 0) {
      return utf8;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length);
    for (byte b : utf8) {
      out.write(b);
      if (b == 0) {
        out.write(0xFF);
      }
    }
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    // What is not valid Unicode is written as a question mark, which is another text.
    if (!new String(utf8, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException("a key's segment is not valid Unicode text");
    }
    return utf8;
  }

  private static byte[] checked(byte[] encoded) {
    if (encoded.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a key has at most " + MAX_LENGTH + " bytes, not " + encoded.length);
    }
    return encoded;
  }
}
