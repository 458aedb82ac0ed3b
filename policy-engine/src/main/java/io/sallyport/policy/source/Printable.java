package io.sallyport.policy.source;

/**
 * Texts of others as a line for people may quote them: whoever wrote them can't begin a line of
 * their own, or reverse or hide what stands beside them.
 */
public final class Printable {
  private static final int QUOTED = 80;

  private Printable() {}

  /**
   * A text with control, format and bidirectional characters, separators of lines and paragraphs
   * and lone surrogates written like {@code \}{@code u000a}. A backslash stays as it is, so what is
   * printable already stays too.
   */
  public static String of(String text) {
    if (isVisible(text)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      int next = at + Character.charCount(character);
      if (isPlain(character)) {
        printable.appendCodePoint(character);
      } else {
        text.substring(at, next).chars().forEach(it -> printable.append("\\u%04x".formatted(it)));
      }
      at = next;
    }
    return printable.toString();
  }

  /** A value as a message may quote it: bounded, and in one line. */
  public static String quote(String value) {
    String shown = value.length() > QUOTED ? value.substring(0, QUOTED) + "..." : value;
    return '"' + of(shown) + '"';
  }

  /** Whether there is nothing to look for: most texts are no more than visible ASCII. */
  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
