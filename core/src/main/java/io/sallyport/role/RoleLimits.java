package io.sallyport.role;

import io.sallyport.error.InvalidInputException;
import java.time.Duration;

/** How long a role's longest session may be. */
final class RoleLimits {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(12);

  private RoleLimits() {}

  static void check(Duration maxSessionDuration) {
    if (maxSessionDuration.compareTo(SHORTEST) < 0 || maxSessionDuration.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(
          "MaxSessionDuration",
          Long.toString(maxSessionDuration.toSeconds()),
          "from 3600 to 43200 seconds");
    }
  }
}
