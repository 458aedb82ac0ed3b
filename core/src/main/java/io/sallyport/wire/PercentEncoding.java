package io.sallyport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Percent-encoding (RFC 3986) of bytes, in the one way that signatures are made over. */
public final class PercentEncoding {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  /** Undoes every escape once; {@code +} stays. */
  public static byte[] decode(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '%') {
        bytes.write(c);
      } else if (i + 2 < encoded.length()) {
        bytes.write(16 * digit(encoded, i + 1) + digit(encoded, i + 2));
        i += 2;
      } else {
        throw malformed();
      }
    }
    return bytes.toByteArray();
  }

  /** Undoes every escape once; {@code +} is a space. */
  public static byte[] decodeQuery(String encoded) {
    return decode(encoded.replace('+', ' '));
  }

  /** Escapes all but {@code A-Z a-z 0-9 - . _ ~}. */
  public static String encode(byte[] bytes) {
    return encodeBut(bytes, "-._~");
  }

  /** As {@link #encode}, and leaves {@code /}. */
  public static String encodePath(byte[] bytes) {
    return encodeBut(bytes, "-._~/");
  }

  /** The bytes as text, if they are UTF-8. */
  public static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
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
  private static int digit(String text, int index) {
    char c = text.charAt(index);
    if (c > 'f' || Character.digit(c, 16) < 0) {
      throw malformed();
    }
    return Character.digit(c, 16);
  }

  private static InvalidInputException malformed() {
    return new InvalidInputException("RequestTarget", "[hidden]", "percent-encoded UTF-8");
  }
}
