package io.sallyport.policy;

import io.sallyport.policy.source.Printable;
import java.io.Serializable;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer JSON pointer (RFC 6901) to the wrong part; empty for the whole document. Of names
 *     longer than 200 characters it has the beginning, and three dots
 * @param line line of that part in the text, from 1
 * @param column column of that part in its line, in characters, from 1
 * @param expected what should have been there, to follow the word "expected"
 */
public record Problem(String pointer, int line, int column, String expected)
    implements Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public String toString() {
    String place = pointer.isEmpty() ? "the document" : pointer;
    return Printable.of(
        place + " (line " + line + ", column " + column + "): expected " + expected);
  }
}
