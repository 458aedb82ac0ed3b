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

  private final String text;
  private final int headerEnd;
  private final int payloadEnd;

  private CompactToken(String text, int headerEnd, int payloadEnd) {
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
    for (int i = 0; i < text.length(); i++) {
      if (!isBase64Url(text.charAt(i)) && i != headerEnd && i != payloadEnd) {
        throw malformed();
      }
    }
    return new CompactToken(text, headerEnd, payloadEnd);
  }

  byte[] header() {
    return decoded(0, headerEnd);
  }

  byte[] payload() {
    return decoded(headerEnd + 1, payloadEnd);
  }

  byte[] signature() {
    return decoded(payloadEnd + 1, text.length());
  }

  /** What the signature is over. */
  byte[] signed() {
    return text.substring(0, payloadEnd).getBytes(StandardCharsets.US_ASCII);
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "CompactToken[redacted]";
  }

  private static boolean isBase64Url(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private byte[] decoded(int start, int end) {
    byte[] given = text.substring(start, end).getBytes(StandardCharsets.US_ASCII);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(given);
      if (Arrays.equals(given, Base64.getUrlEncoder().withoutPadding().encode(bytes))) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    throw malformed();
  }

  private static InvalidIdentityTokenException malformed() {
    return new InvalidIdentityTokenException(Reason.MALFORMED);
  }
}
