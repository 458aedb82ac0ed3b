package io.sallyport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Percent-encoding (RFC 3986) of bytes, in the one way that signatures are made over. An encoded
 * text is bytes too, one in each of its characters.
 */
public final class PercentEncoding {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  /**
   * Undoes every escape once; {@code +} stays.
   *
   * @param input the name of what is decoded, for the message
   */
  public static byte[] decode(String input, String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c > 0xFF) {
        throw malformed(input);
      } else if (c != '%') {
        bytes.write(c);
      } else if (i + 2 < encoded.length()) {
        bytes.write(16 * digit(input, encoded.charAt(i + 1)) + digit(input, encoded.charAt(i + 2)));
        i += 2;
      } else {
        throw malformed(input);
      }
    }
    return bytes.toByteArray();
  }

  /** As {@link #decode}, and reads the bytes as UTF-8. */
  public static String decodeText(String input, String encoded) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(decode(input, encoded))).toString();
    } catch (CharacterCodingException e) {
      throw malformed(input);
    }
  }

  /** Escapes all but {@code A-Z a-z 0-9 - . _ ~}. */
  public static String encode(byte[] bytes) {
    return encodeBut(bytes, "-._~");
  }

  /** As {@link #encode(byte[])}, of a text in UTF-8. */
  public static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  /** As {@link #encode(byte[])}, and leaves {@code /}. */
  public static String encodePath(byte[] bytes) {
    return encodeBut(bytes, "-._~/");
  }

  private static String encodeBut(byte[] bytes, String kept) {
    StringBuilder encoded = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      int c = b & 0xFF;
      if (isLetterOrDigit(c) || kept.indexOf(c) >= 0) {
        encoded.append((char) c);
      } else {
        encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xF]);
      }
    }
    return encoded.toString();
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
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
