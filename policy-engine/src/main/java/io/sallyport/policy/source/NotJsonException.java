package io.sallyport.policy.source;

/** A text is not JSON, or not within the reader's bounds. */
public final class NotJsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;
  private final String expected;

  NotJsonException(int line, int column, String expected) {
    super("the text is not JSON (line " + line + ", column " + column + "): expected " + expected);
    this.line = line;
    this.column = column;
    this.expected = expected;
  }

  /** The line where the text stops being JSON, from 1. */
  public int line() {
    return line;
  }

  /** The column in that line, from 1. */
  public int column() {
    return column;
  }

  /** What should have been there, to follow the word "expected". */
  public String expected() {
    return expected;
  }
}
