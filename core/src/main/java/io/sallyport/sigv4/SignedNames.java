package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.wire.CharTable;
import java.util.List;

/**
 * The names of the headers that were signed: in lower case, in order, none twice. They stay one
 * text, which is signed as it is. Immutable.
 *
 * @param text such as {@code host;x-amz-date}
 */
record SignedNames(String text) {
  /** A form's policy is signed, and no header. */
  static final SignedNames NONE = new SignedNames("");

  private static final CharTable OF_NAME =
      new CharTable("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+.^_`|~-");

  /**
   * Reads them.
   *
   * @param otherwise what it is if they are no such names
   */
  static SignedNames parse(String text, Fault otherwise) {
    SignedNames names = new SignedNames(text);
    int previous = -1;
    for (int start = 0, end; start <= text.length(); start = end + 1) {
      end = names.end(start);
      if (start == end
          || !OF_NAME.holdsAll(text, start, end)
          || (previous >= 0 && compare(text, previous, start - 1, text, start, end) >= 0)) {
        throw new MalformedRequestException(otherwise);
      }
      previous = start;
    }
    return names;
  }

  /** One after the other. */
  List<String> list() {
    return text.isEmpty() ? List.of() : List.of(text.split(";", -1));
  }

  /** Where the name that begins at a place ends. */
  int end(int start) {
    int end = text.indexOf(';', start);
    return end < 0 ? text.length() : end;
  }

  /** Compares the name from one place to another with that of a header, as texts are compared. */
  int compare(int start, int end, String header) {
    return compare(text, start, end, header, 0, header.length());
  }

  private static int compare(String one, int from, int end, String other, int begin, int limit) {
    int common = Math.min(end - from, limit - begin);
    for (int i = 0; i < common; i++) {
      int difference = one.charAt(from + i) - other.charAt(begin + i);
      if (difference != 0) {
        return difference;
      }
    }
    return (end - from) - (limit - begin);
  }
}
