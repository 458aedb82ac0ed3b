package io.sallyport.policy;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer JSON pointer (RFC 6901) to the wrong part; empty for the whole document
 * @param line line of that part in the text, from 1
 * @param column column of that part in its line, in characters, from 1
 * @param expected what should have been there, to follow the word "expected"
 */
public record Problem(String pointer, int line, int column, String expected) {

  @Override
  public String toString() {
    String place = pointer.isEmpty() ? "the document" : pointer;
    return place + " (line " + line + ", column " + column + "): expected " + expected;
  }
}
