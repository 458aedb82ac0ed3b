package io.sallyport.error;

/**
 * What callers chose, as a line for people may quote it: nobody can begin a line of a log by it, or
 * reverse or hide what stands beside it.
 */
public final class Printable {
  private Printable() {}

  /**
   * A text with control, format and bidirectional characters, separators of lines and paragraphs
   * and lone surrogates written like {@code \}{@code u000a}.
   */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(character -> append(printable, character));
    return printable.toString();
  }

  private static void append(StringBuilder to, int character) {
    if (isPlain(character)) {
      to.appendCodePoint(character);
    } else {
      Character.toString(character).chars().forEach(it -> to.append("\\u%04x".formatted(it)));
    }
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
