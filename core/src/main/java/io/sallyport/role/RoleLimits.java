package io.sallyport.role;

import io.sallyport.error.InvalidInputException;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a role's description and its longest session may be. */
final class RoleLimits {
  private static final Pattern DESCRIPTION =
      Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]{0,1000}");
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(12);

  private RoleLimits() {}

  static void check(String description) {
    if (!DESCRIPTION.matcher(description).matches()) {
      throw new InvalidInputException(
          "Description", description, "up to 1000 printable Latin-1 characters");
    }
  }

  static void check(Duration maxSessionDuration) {
    if (maxSessionDuration.compareTo(SHORTEST) < 0 || maxSessionDuration.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(
          "MaxSessionDuration",
          Long.toString(maxSessionDuration.toSeconds()),
          "from 3600 to 43200 seconds");
    }
  }
}
