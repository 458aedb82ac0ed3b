package io.sallyport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Percent-encoding (RFC 3986) of bytes, in the one way that signatures are made over. An encoded
 * text is bytes too, one in each of its characters.
 */
public final class PercentEncoding {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** Of ASCII, all that stands for itself. */
  private static final CharTable PLAIN =
      new CharTable(IntStream.range(0, 128).filter(c -> c != '%'));

  private static final CharTable UNRESERVED = new CharTable(CharTable.LETTERS_AND_DIGITS + "-._~");
  private static final CharTable OF_PATH = new CharTable(CharTable.LETTERS_AND_DIGITS + "-._~/");

  private PercentEncoding() {}

  /**
   * Undoes every escape once; {@code +} stays.
   *
   * @param input the name of what is decoded, for the message
   */
  public static byte[] decode(String input, String encoded) {
    byte[] bytes = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c > 0xFF) {
        throw malformed(input);
      } else if (c != '%') {
        bytes[length++] = (byte) c;
      } else if (i + 2 < encoded.length()) {
        int high = digit(input, encoded.charAt(i + 1));
        bytes[length++] = (byte) (16 * high + digit(input, encoded.charAt(i + 2)));
        i += 2;
      } else {
        throw malformed(input);
      }
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** As {@link #decode}, and reads the bytes as UTF-8. */
  public static String decodeText(String input, String encoded) {
    if (PLAIN.matches(encoded, 0, Integer.MAX_VALUE)) {
      return encoded;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(decode(input, encoded))).toString();
    } catch (CharacterCodingException e) {
      throw malformed(input);
    }
  }

  /** Escapes all but {@code A-Z a-z 0-9 - . _ ~}. */
  public static String encode(byte[] bytes) {
    return encodeBut(bytes, UNRESERVED);
  }

  /** As {@link #encode(byte[])}, of a text in UTF-8. */
  public static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  /** Undoes every escape of a path and escapes it again, in the one way. */
  public static String canonicalPath(String input, String encoded) {
    return OF_PATH.matches(encoded, 0, Integer.MAX_VALUE)
        ? encoded
        : encodePath(decode(input, encoded));
  }

  /** As {@link #encode(byte[])}, and leaves {@code /}. */
  public static String encodePath(byte[] bytes) {
    return encodeBut(bytes, OF_PATH);
  }

  private static String encodeBut(byte[] bytes, CharTable kept) {
    StringBuilder encoded = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      int c = b & 0xFF;
      if (kept.holds(c)) {
        encoded.append((char) c);
      } else {
        encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xF]);
      }
    }
    return encoded.toString();
  }

  /** Unlike {@link Character#digit}, knows no digits but the ASCII ones. */
  private static int digit(String input, char c) {
    if (c > 'f' || Character.digit(c, 16) < 0) {
      throw malformed(input);
    }
    return Character.digit(c, 16);
  }

  private static InvalidInputException malformed(String input) {
    return new InvalidInputException(input, "[hidden]", "percent-encoded UTF-8");
  }
}
