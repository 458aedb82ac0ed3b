package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The SHA-1 of a certificate, in 40 hexadecimal digits, as it was given. One with other letters is
 * no certificate's: a leniency lets it be kept, and it never opens anything.
 */
public record Thumbprint(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[0-9A-Za-z]{40}");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{40}");

  public Thumbprint {
    requireNonNull(value, "value");
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("ThumbprintList", value, "40 letters and digits");
    }
  }

  /**
   * Returns if all of it are hexadecimal digits.
   *
   * @throws InvalidInputException if not
   */
  public void requireHexadecimal() {
    if (!HEXADECIMAL.matcher(value).matches()) {
      throw new InvalidInputException("ThumbprintList", value, "40 hexadecimal digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
