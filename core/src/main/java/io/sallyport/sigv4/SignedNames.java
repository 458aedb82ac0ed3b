package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.wire.CharTable;
import java.util.ArrayList;
import java.util.List;

/** The names of the headers that were signed: in lower case, in order, none twice. Immutable. */
final class SignedNames {
  /** A form's policy is signed, and no header. */
  static final SignedNames NONE = new SignedNames("", List.of());

  private static final CharTable OF_NAME =
      new CharTable("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+.^_`|~-");

  private final List<String> list;
  private final byte[] ascii;

  private SignedNames(String text, List<String> list) {
    this.list = List.copyOf(list);
    this.ascii = text.getBytes(ISO_8859_1);
  }

  /**
   * Reads them.
   *
   * @param text such as {@code host;x-amz-date}
   * @param otherwise what it is if they are no such names
   */
  static SignedNames parse(String text, Fault otherwise) {
    List<String> list = new ArrayList<>();
    String previous = "";
    for (int start = 0, end; start <= text.length(); start = end + 1) {
      end = text.indexOf(';', start);
      end = end < 0 ? text.length() : end;
      String name = text.substring(start, end);
      // The empty name comes before all others, and is refused with what is out of order.
      if (!OF_NAME.holdsAll(name, 0, name.length()) || name.compareTo(previous) <= 0) {
        throw new MalformedRequestException(otherwise);
      }
      list.add(name);
      previous = name;
    }
    return new SignedNames(text, list);
  }

  /** One after the other. */
  List<String> list() {
    return list;
  }

  /** All of them as they are signed, with a semicolon between two. */
  void addTo(CollectedBytes bytes) {
    bytes.add(ascii);
  }

  /** Adds the name that begins at an offset of what {@link #addTo} adds. */
  void add(int offset, int length, CollectedBytes bytes) {
    bytes.add(ascii, offset, offset + length);
  }

  @Override
  public String toString() {
    return new String(ascii, ISO_8859_1);
  }
}
