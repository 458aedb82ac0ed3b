package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** For whom a provider's tokens may be meant: the id of an application that is registered there. */
public record ClientId(String value) {
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
  private static final int LONGEST = 255;

  public ClientId {
    requireNonNull(value, "value");
    if (value.isBlank() || value.length() > LONGEST || UNSEEN.matcher(value).find()) {
      throw new InvalidInputException(
          "ClientID", value, "a client id of 1 to 255 characters that can be seen");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
