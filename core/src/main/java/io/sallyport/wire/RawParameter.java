package io.sallyport.wire;

import java.util.ArrayList;
import java.util.List;

/** A query parameter as sent, still encoded. */
public record RawParameter(String name, String value) {

  /** Splits a query; empty parts, as in {@code a=1&&b=2}, are no parameters. */
  public static List<RawParameter> split(String rawQuery) {
    List<RawParameter> parameters = new ArrayList<>();
    for (String part : rawQuery.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        parameters.add(new RawParameter(part.substring(0, equals), part.substring(equals + 1)));
      } else if (!part.isEmpty()) {
        parameters.add(new RawParameter(part, ""));
      }
    }
    return parameters;
  }

  public String decodedName() {
    return PercentEncoding.text(PercentEncoding.decodeQuery(name));
  }

  public String decodedValue() {
    return PercentEncoding.text(PercentEncoding.decodeQuery(value));
  }

  /** Name and value as they are signed: decoded, and encoded again in the one way. */
  public RawParameter canonical() {
    return new RawParameter(
        PercentEncoding.encode(PercentEncoding.decodeQuery(name)),
        PercentEncoding.encode(PercentEncoding.decodeQuery(value)));
  }

  @Override
  public String toString() {
    return name + "=" + value;
  }
}
