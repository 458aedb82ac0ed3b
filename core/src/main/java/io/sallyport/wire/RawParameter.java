package io.sallyport.wire;

import io.sallyport.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** A parameter of a query or a form as sent, still encoded. */
public record RawParameter(String name, String value) {
  /**
   * No operation of S3, IAM or STS has half as many: the longest is a role with 50 tags, of two
   * parameters each.
   */
  public static final int MOST = 512;

  private static final String INPUT = "Parameter";

  /**
   * Splits a query or a form; empty parts, as in {@code a=1&&b=2}, are no parameters. What is too
   * much is refused before it is split.
   *
   * @param form a character for each of its bytes
   * @throws InvalidInputException if it has more than {@link #MOST} parts
   */
  public static List<RawParameter> split(String form) {
    List<RawParameter> parameters = new ArrayList<>();
    int parts = 0;
    for (int start = 0, end; start <= form.length(); start = end + 1) {
      end = form.indexOf('&', start);
      end = end < 0 ? form.length() : end;
      if (++parts > MOST) {
        throw new InvalidInputException(INPUT, "[hidden]", "one of at most " + MOST);
      }
      if (end > start) {
        parameters.add(of(form.substring(start, end)));
      }
    }
    return parameters;
  }

  private static RawParameter of(String part) {
    int equals = part.indexOf('=');
    return equals < 0
        ? new RawParameter(part, "")
        : new RawParameter(part.substring(0, equals), part.substring(equals + 1));
  }

  /** The name; {@code +} is a space. */
  public String decodedName() {
    return PercentEncoding.decodeText(INPUT, withSpaces(name));
  }

  /** The value; {@code +} is a space. */
  public String decodedValue() {
    return PercentEncoding.decodeText(INPUT, withSpaces(value));
  }

  /** Name and value as they are signed: decoded, and encoded again in the one way. */
  public RawParameter canonical() {
    return new RawParameter(canonical(name), canonical(value));
  }

  private static String canonical(String encoded) {
    return PercentEncoding.encode(PercentEncoding.decode(INPUT, withSpaces(encoded)));
  }

  private static String withSpaces(String encoded) {
    return encoded.replace('+', ' ');
  }
}
