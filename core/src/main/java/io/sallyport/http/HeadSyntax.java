package io.sallyport.http;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.CharTable;
import io.sallyport.wire.Characters;
import io.sallyport.wire.RawParameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the head of an HTTP request can hold. Every header of every request is looked at, so this
 * passes a text once and asks a table.
 */
final class HeadSyntax {
  private static final int LONGEST_TOKEN = 256;
  private static final CharTable OF_TOKEN =
      new CharTable(CharTable.LETTERS_AND_DIGITS + "!#$%&'*+.^_`|~-");

  private static final Pattern TLS_VERSION = Pattern.compile("1\\.[0-3]");
  private static final int LONGEST_REQUEST_ID = 128;

  private HeadSyntax() {}

  /** Requires what an HTTP request can hold. */
  static void require(String what, boolean isAllowed) {
    if (!isAllowed) {
      throw new InvalidInputException(what, "[hidden]", "what an HTTP request can hold");
    }
  }

  /** A version of TLS, such as {@code 1.3}. */
  static String tlsVersion(String text) {
    if (!TLS_VERSION.matcher(text).matches()) {
      throw new InvalidInputException("TlsVersion", text, "1.0, 1.1, 1.2 or 1.3");
    }
    return text;
  }

  /** What a host calls a request. */
  static String requestId(String text) {
    if (text.isEmpty() || text.length() > LONGEST_REQUEST_ID || !Characters.areVisible(text)) {
      throw new InvalidInputException("RequestId", text, "1 to 128 visible ASCII characters");
    }
    return text;
  }

  /** The parameters of a query, by name. */
  static Map<String, List<String>> parameters(String rawQuery) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (RawParameter parameter : RawParameter.split(rawQuery)) {
      parameters
          .computeIfAbsent(parameter.decodedName(), n -> new ArrayList<>())
          .add(parameter.decodedValue());
    }
    parameters.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(parameters);
  }

  /** A method, or the name of a header. */
  static boolean isToken(String text) {
    return OF_TOKEN.matches(text, 1, LONGEST_TOKEN);
  }

  /** A path and maybe a query: visible ASCII, no fragment. */
  static boolean isTarget(String text) {
    return text.startsWith("/") && text.indexOf('#') < 0 && Characters.areVisible(text);
  }

  /** A header's value: no control character but the tab. */
  static boolean isValue(String text) {
    return Characters.areOfLine(text);
  }
}
