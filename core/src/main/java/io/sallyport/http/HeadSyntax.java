package io.sallyport.http;

import io.sallyport.wire.CharTable;

/**
 * What the head of an HTTP request can hold. Every header of every request is looked at, so this
 * passes a text once and asks a table.
 */
final class HeadSyntax {
  private static final int LONGEST_TOKEN = 256;
  private static final CharTable OF_TOKEN =
      new CharTable(CharTable.LETTERS_AND_DIGITS + "!#$%&'*+.^_`|~-");

  private HeadSyntax() {}

  /** A method, or the name of a header. */
  static boolean isToken(String text) {
    return OF_TOKEN.matches(text, 1, LONGEST_TOKEN);
  }

  /** A path and maybe a query: visible ASCII, no fragment. */
  static boolean isTarget(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '#') {
        return false;
      }
    }
    return text.startsWith("/");
  }

  /** A header's value: no control character but the tab. */
  static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        return false;
      }
    }
    return true;
  }
}
