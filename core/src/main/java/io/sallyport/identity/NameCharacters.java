package io.sallyport.identity;

import io.sallyport.wire.CharTable;

/** What names and ids of IAM are made of: {@code A-Z a-z 0-9 _+=,.@-}. */
final class NameCharacters {
  private static final CharTable ALLOWED = new CharTable(CharTable.LETTERS_AND_DIGITS + "_+=,.@-");

  private NameCharacters() {}

  /** Whether a text has none but these, and so many. */
  static boolean make(String text, int least, int most) {
    return ALLOWED.matches(text, least, most);
  }
}
