package io.sallyport.identity;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** What a role or a policy may be described with. */
public final class Description {
  private static final Pattern ALLOWED =
      Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]{0,1000}");

  private Description() {}

  /**
   * Checks a description.
   *
   * @throws InvalidInputException if it is longer than 1,000 characters, or they are not Latin-1
   */
  public static void check(String description) {
    if (!ALLOWED.matcher(description).matches()) {
      throw new InvalidInputException(
          "Description", description, "up to 1000 printable Latin-1 characters");
    }
  }
}
