package io.sallyport.post;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sallyport.error.S3RequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the head of a form's part says.
 *
 * @param name of the field, in lower case
 * @param fileName as the browser gave it; empty if it gave none
 */
record Part(String name, String fileName) {
  /**
   * Backslashes in a name mean one thing to some and another to others. It never goes back over
   * what it has passed: anyone may send a head.
   */
  static final Pattern DISPOSITION =
      Pattern.compile(
          "form-data\\s*+;\\s*+name=\"([^\"\\\\]{1,256}+)\"\\s*+"
              + "(?:;\\s*+filename=\"([^\"]*+)\"\\s*+)?+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,256}");

  /** Say how a part is written, and nothing else. */
  private static final Set<String> OTHERS = Set.of("content-type", "content-length");

  private static final Set<String> ENCODINGS = Set.of("7bit", "8bit", "binary");

  /** Reads the lines of a head. */
  static Part of(List<String> lines) {
    Part part = new Part("", "");
    Set<String> seen = new HashSet<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      String header = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (!seen.add(header)) {
        throw malformed();
      } else if (header.equals("content-disposition")) {
        part = disposition(value);
      } else if (!OTHERS.contains(header)
          && !(header.equals("content-transfer-encoding")
              && ENCODINGS.contains(value.toLowerCase(Locale.ROOT)))) {
        throw malformed();
      }
    }
    if (part.name().isEmpty()) {
      throw malformed();
    }
    return part;
  }

  private static Part disposition(String value) {
    Matcher said = DISPOSITION.matcher(value);
    if (!said.matches()) {
      throw malformed();
    }
    String name = said.group(1).toLowerCase(Locale.ROOT);
    if (!US_ASCII.newEncoder().canEncode(said.group(1)) || !NAME.matcher(name).matches()) {
      throw malformed();
    }
    return new Part(name, said.group(2) == null ? "" : said.group(2));
  }

  private static S3RequestException malformed() {
    return S3RequestException.malformedForm("of parts that say their name and nothing unknown");
  }
}
