package io.sallyport.identity;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** The SHA-1 of a certificate, in 40 hexadecimal digits, as it was given. */
public record Thumbprint(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[0-9A-Fa-f]{40}");

  public Thumbprint {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("ThumbprintList", value, "40 hexadecimal digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
