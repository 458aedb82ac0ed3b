package io.sallyport.oidc;

import java.util.Locale;

/** What names may look like, and which of them are too much alike to tell apart. */
final class Names {
  /** What is left of a dotted capital I in lower case, besides the i. */
  private static final String DOT_ABOVE = "\u0307";

  private Names() {}

  /**
   * A name without its case. Whatever two names policies, or anyone who compares without regard to
   * case, may take for one have the same: {@code sub}, {@code SUB}, and {@code \u017fub} with a
   * long s. Letter by letter, so that a name that begins another is found in it.
   */
  static String folded(String name) {
    if (isAscii(name)) {
      return name.toLowerCase(Locale.ROOT);
    }
    StringBuilder folded = new StringBuilder(name.length());
    name.codePoints()
        .mapToObj(Character::toString)
        .map(Names::foldedLetter)
        .forEach(folded::append);
    return folded.toString();
  }

  /**
   * Whether a text is what it looks like: it has no control or format characters, no separators of
   * lines or paragraphs, and no half of a surrogate pair. It can't end a line of a log, or hide
   * that it is another text.
   */
  static boolean isPlain(String text) {
    return isVisibleAscii(text)
        || text.codePoints().mapToObj(Character::getType).noneMatch(Names::isUnseen);
  }

  /** Whether a text has half a surrogate pair, which becomes a "?" once it is encoded. */
  static boolean isBroken(String text) {
    return !isAscii(text)
        && text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisibleAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String foldedLetter(String letter) {
    return letter
        .toLowerCase(Locale.ROOT)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace(DOT_ABOVE, "");
  }

  private static boolean isUnseen(int type) {
    return switch (type) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
