package io.sallyport.policy.match;

/**
 * Comparison without regard to case. Some letters outside ASCII, such as the Turkish dotless i or
 * the Kelvin sign, have an ASCII letter as their other case: whether they are the same is left to
 * doubt, so that nobody gets a grant by a look-alike.
 */
final class Fold {

  private Fold() {}

  /** Whether a text has another one at that place. */
  static boolean startsAt(String text, int at, String part, Doubt doubt) {
    if (doubt.matches()) {
      return text.regionMatches(true, at, part, 0, part.length());
    }
    if (at + part.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < part.length(); i++) {
      if (!same(text.charAt(at + i), part.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether two texts are the same. */
  static boolean same(String one, String other, Doubt doubt) {
    return one.length() == other.length() && startsAt(one, 0, other, doubt);
  }

  private static boolean same(char one, char other) {
    if (one == other || isAscii(one) != isAscii(other)) {
      return one == other;
    }
    return Character.toLowerCase(Character.toUpperCase(one))
        == Character.toLowerCase(Character.toUpperCase(other));
  }

  private static boolean isAscii(char c) {
    return c < 128;
  }
}
