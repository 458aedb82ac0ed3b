package io.sallyport.credential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.Characters;
import java.security.MessageDigest;

/** A text that is never printed and is compared in constant time. */
final class SecretText {
  private final String text;

  /** Takes 1 to {@code longest} visible ASCII characters; says of a wrong text only its name. */
  SecretText(String name, String text, int longest) {
    if (text.isEmpty() || text.length() > longest || !Characters.areVisible(text)) {
      throw new InvalidInputException(
          name, "[redacted]", "1 to " + longest + " visible ASCII characters");
    }
    this.text = text;
  }

  String reveal() {
    return text;
  }

  boolean isSame(SecretText other) {
    return MessageDigest.isEqual(text.getBytes(ISO_8859_1), other.text.getBytes(ISO_8859_1));
  }
}
