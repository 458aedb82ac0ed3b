package io.sallyport.http;

import io.sallyport.error.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one proxy says in a header {@code Forwarded}: parameters by their names in lower case.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, section 4</a>
 */
record ForwardedElement(Map<String, String> parameters) {
  private static final String HEADER = "Forwarded";
  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
  private static final Pattern PAIR =
      Pattern.compile(
          "("
              + TOKEN
              + ")=(?:("
              + TOKEN
              + ")|\"((?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[ -~])*+)\")");
  private static final Pattern SPACE = Pattern.compile("[ \\t]*+");

  Optional<String> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /**
   * Reads the elements of all lines, in their order.
   *
   * @throws InvalidInputException if a line is no list of elements, or an element says something
   *     twice
   */
  static List<ForwardedElement> parse(List<String> lines) {
    List<ForwardedElement> elements = new ArrayList<>();
    for (String line : lines) {
      int at = 0;
      do {
        Map<String, String> parameters = new LinkedHashMap<>();
        at = element(line, at, parameters);
        elements.add(new ForwardedElement(parameters));
      } while (at < line.length() + 1);
    }
    return elements;
  }

  /** Reads an element; answers where the next one begins, or what is past the line. */
  private static int element(String line, int from, Map<String, String> parameters) {
    int at = from;
    while (true) {
      Matcher pair = PAIR.matcher(line).region(skip(line, at), line.length());
      if (!pair.lookingAt()) {
        throw malformed(line);
      }
      String value = pair.group(2) == null ? unescaped(pair.group(3)) : pair.group(2);
      if (parameters.putIfAbsent(pair.group(1).toLowerCase(Locale.ROOT), value) != null) {
        throw malformed(line);
      }
      at = pair.end();
      int next = skip(line, at);
      if (next == line.length()) {
        return line.length() + 1;
      }
      if (line.charAt(next) == ',') {
        return next + 1;
      }
      if (next != at || line.charAt(next) != ';') {
        throw malformed(line);
      }
      at = next + 1;
    }
  }

  private static int skip(String line, int from) {
    Matcher space = SPACE.matcher(line).region(from, line.length());
    return space.lookingAt() ? space.end() : from;
  }

  private static String unescaped(String quoted) {
    return quoted.replaceAll("\\\\(.)", "$1");
  }

  private static InvalidInputException malformed(String line) {
    return new InvalidInputException(HEADER, line, "what RFC 7239 has there");
  }
}
