package io.sallyport.entity;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** What lists of all kinds of entities have in common. */
final class Lists {
  private static final Pattern PREFIX = Pattern.compile("/[!-~]{0,511}");

  private Lists() {}

  /** Refuses what no path begins with. */
  static void checkPrefix(String pathPrefix) {
    if (!PREFIX.matcher(pathPrefix).matches()) {
      throw new InvalidInputException(
          "PathPrefix", pathPrefix, "up to 512 printable ASCII characters that begin with \"/\"");
    }
  }
}
