package io.sallyport.post;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.S3RequestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** Reads a form part by part, each written in the one way in which browsers do. Of one thread. */
final class PartReader {
  private static final int MOST_LINES = 8;

  /** In bytes: a key's 1,024 in a file's name, and where the file was. */
  private static final int LONGEST_LINE = 2_048;

  private final byte[] form;
  private final byte[] delimiter;
  private int position;

  PartReader(byte[] form, String boundary) {
    this.form = form;
    this.delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
    require(("--" + boundary).getBytes(ISO_8859_1));
  }

  /** Reads the head of the next part; what comes next is its value. */
  Part next() {
    require(new byte[] {'\r', '\n'});
    List<String> lines = new ArrayList<>();
    String line = line();
    while (!line.isEmpty()) {
      lines.add(line);
      if (lines.size() > MOST_LINES) {
        throw S3RequestException.malformedForm("of parts with a head of at most 8 lines");
      }
      line = line();
    }
    return Part.of(lines);
  }

  /** Reads the value of a field, and what parts it from the next one. */
  String value() {
    int end = find(delimiter);
    String value = text(position, end);
    position = end + delimiter.length;
    return value;
  }

  /** How much was read. */
  int position() {
    return position;
  }

  private String line() {
    int end = find(new byte[] {'\r', '\n'});
    if (end - position > LONGEST_LINE) {
      throw S3RequestException.malformedForm("of parts with heads of lines of at most 2048 bytes");
    }
    String line = text(position, end);
    position = end + 2;
    return line;
  }

  private String text(int from, int to) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(form, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      throw S3RequestException.malformedForm("in UTF-8");
    }
  }

  private void require(byte[] expected) {
    requireMore(position + expected.length);
    for (byte each : expected) {
      if (form[position++] != each) {
        throw S3RequestException.malformedForm("of parts between boundaries, the last one a file");
      }
    }
  }

  /** Where these bytes come next. */
  private int find(byte[] wanted) {
    for (int at = position; at + wanted.length <= form.length; at++) {
      int same = 0;
      while (same < wanted.length && form[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    requireMore(form.length + 1);
    throw new IllegalStateException();
  }

  /** What doesn't come in the beginning of a form is too much, or isn't there at all. */
  private void requireMore(int needed) {
    if (needed > form.length) {
      throw form.length < PostForm.BEGINNING
          ? S3RequestException.malformedForm("one with a file in it, and its end behind that")
          : S3RequestException.formTooLong(PostForm.BEGINNING);
    }
  }
}
