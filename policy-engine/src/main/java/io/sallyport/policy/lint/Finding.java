package io.sallyport.policy.lint;

import io.sallyport.policy.source.Printable;

/**
 * One thing to look at.
 *
 * @param pointer JSON pointer to the place in the document
 * @param line the place's line in the text, from 1; 0 if the document has no text
 * @param column its column, from 1; 0 if the document has no text
 * @param message one sentence: what is odd
 * @param remedy one sentence: how to mend it
 */
public record Finding(
    Severity severity, String pointer, int line, int column, String message, String remedy) {

  @Override
  public String toString() {
    return severity
        + " "
        + Printable.of(pointer)
        + " (line "
        + line
        + ", column "
        + column
        + "): "
        + message
        + " "
        + remedy;
  }
}
