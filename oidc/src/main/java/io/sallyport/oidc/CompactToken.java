package io.sallyport.oidc;

import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A token in compact form, taken apart; nothing in it is verified. Each of its bytes can be written
 * in one way only: base64url whose unused last bits are not zero is refused, so that a token that
 * differs in any character is another token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515, section 7.1</a>
 */
final class CompactToken {
  /** As many characters as AWS takes. */
  private static final int LONGEST = 20_000;

  /** What each character stands for; -1 for those that stand for nothing. */
  private static final byte[] VALUES = values();

  private final byte[] text;
  private final int headerEnd;
  private final int payloadEnd;

  private CompactToken(byte[] text, int headerEnd, int payloadEnd) {
    this.text = text;
    this.headerEnd = headerEnd;
    this.payloadEnd = payloadEnd;
  }

  static CompactToken parse(String text) {
    int headerEnd = text.length() > LONGEST ? -1 : text.indexOf('.');
    int payloadEnd = text.indexOf('.', headerEnd + 1);
    if (headerEnd < 1 || payloadEnd < headerEnd + 2 || payloadEnd == text.length() - 1) {
      throw malformed();
    }
    // What isn't Latin is a question mark then, which is no character of base64url either.
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    requireBase64Url(bytes, 0, headerEnd);
    requireBase64Url(bytes, headerEnd + 1, payloadEnd);
    requireBase64Url(bytes, payloadEnd + 1, bytes.length);
    return new CompactToken(bytes, headerEnd, payloadEnd);
  }

  byte[] header() {
    return decoded(0, headerEnd);
  }

  byte[] payload() {
    return decoded(headerEnd + 1, payloadEnd);
  }

  byte[] signature() {
    return decoded(payloadEnd + 1, text.length);
  }

  /** What the signature is over. */
  byte[] signed() {
    return Arrays.copyOf(text, payloadEnd);
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "CompactToken[redacted]";
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }

  private static void requireBase64Url(byte[] text, int start, int end) {
    int seen = 0;
    for (int i = start; i < end; i++) {
      seen |= VALUES[text[i] & 0xff];
    }
    int unused =
        switch ((end - start) % 4) {
          case 0 -> 0;
          case 2 -> 0b1111;
          case 3 -> 0b11;
          default -> -1; // Six bits are no byte.
        };
    if (seen < 0 || unused < 0 || (VALUES[text[end - 1] & 0xff] & unused) != 0) {
      throw malformed();
    }
  }

  private byte[] decoded(int start, int end) {
    return Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, start, end));
  }

  private static InvalidIdentityTokenException malformed() {
    return new InvalidIdentityTokenException(Reason.MALFORMED);
  }
}
