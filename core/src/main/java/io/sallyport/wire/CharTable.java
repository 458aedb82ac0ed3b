package io.sallyport.wire;

import java.util.stream.IntStream;

/**
 * A set of ASCII characters. What is looked at in every request is held to one of these and to no
 * regular expression: a text is passed once, and a table asked. Immutable.
 */
public final class CharTable {
  private static final int ASCII = 128;

  /** The digits, and the letters of either case. */
  public static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** The digits, and nothing else. */
  public static final CharTable DIGITS = new CharTable("0123456789");

  private static final int LONGEST_NUMBER = 18;

  private final boolean[] holds = new boolean[ASCII];

  /** These characters, and no others. */
  public CharTable(String characters) {
    this(characters.chars());
  }

  CharTable(IntStream characters) {
    characters.forEach(c -> holds[c] = true);
  }

  /** Whether a character is one of these. */
  public boolean holds(int c) {
    return c < ASCII && holds[c];
  }

  /** Whether a text has none but these, and from {@code least} to {@code most} of them. */
  public boolean matches(String text, int least, int most) {
    return matches(text, 0, text.length(), least, most);
  }

  /** The same of the text from one place up to another. */
  public boolean matches(String text, int from, int end, int least, int most) {
    int length = end - from;
    return length >= least && length <= most && holdsAll(text, from, end);
  }

  /** Whether a text is a length as heads state it: without leading zeros, for one reading alone. */
  public static boolean isLength(String text) {
    return DIGITS.matches(text, 1, LONGEST_NUMBER) && (text.length() == 1 || text.charAt(0) != '0');
  }

  /** Whether a text has none but these from one place up to another, be there any or not. */
  public boolean holdsAll(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (!holds(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
