package io.sallyport.wire;

/** What kind of characters a text is made of. A text is passed once, and no table is asked. */
public final class Characters {
  private static final int DELETE = 0x7F;

  private Characters() {}

  /** Whether a text is one line: it has no control character of ASCII but the tab. */
  public static boolean areOfLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == DELETE) {
        return false;
      }
    }
    return true;
  }

  /** Whether all characters of a text are visible ones of ASCII, of which the space is none. */
  public static boolean areVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isVisible(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(char c) {
    return c > ' ' && c < DELETE;
  }

  /** The text without white space at its ends, which hardly any header has. */
  public static String stripped(String text) {
    int last = text.length() - 1;
    return last >= 0 && isVisible(text.charAt(0)) && isVisible(text.charAt(last))
        ? text
        : text.strip();
  }
}
