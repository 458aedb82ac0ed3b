package io.sallyport.oidc;

import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final String PART = "([A-Za-z0-9_-]+)";
  private static final Pattern PARTS = Pattern.compile(PART + "\\." + PART + "\\." + PART);

  private final String text;
  private final Matcher parts;

  private CompactToken(String text, Matcher parts) {
    this.text = text;
    this.parts = parts;
  }

  static CompactToken parse(String text) {
    if (text.length() > LONGEST) {
      throw malformed();
    }
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw malformed();
    }
    return new CompactToken(text, parts);
  }

  byte[] header() {
    return decoded(1);
  }

  byte[] payload() {
    return decoded(2);
  }

  byte[] signature() {
    return decoded(3);
  }

  /** What the signature is over. */
  byte[] signed() {
    return text.substring(0, parts.end(2)).getBytes(StandardCharsets.US_ASCII);
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "CompactToken[redacted]";
  }

  private byte[] decoded(int part) {
    byte[] given = parts.group(part).getBytes(StandardCharsets.US_ASCII);
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
