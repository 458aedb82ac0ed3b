package io.sallyport.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a driver says went wrong: its first sentence, unless that may hold a secret of the URL. It
 * may if it quotes the URL, or holds the value of any option but the user's name, or what stands
 * before an at sign.
 */
final class DriversWords {
  private static final int LONGEST = 200;

  private DriversWords() {}

  /** In one line. */
  static Optional<String> of(SQLException failure, String url) {
    String said = Optional.ofNullable(failure.getMessage()).orElse("");
    String sentence =
        said.lines()
            .findFirst()
            .orElse("")
            .replaceFirst("\\.(\\s.*)?$", "")
            .replaceFirst("\\s*\\[[0-9]+-[0-9]+\\]$", "")
            .replaceAll("\\p{Cntrl}", " ");
    return sentence.isBlank() || sentence.length() > LONGEST || mayHoldSecret(sentence, url)
        ? Optional.empty()
        : Optional.of(sentence);
  }

  private static boolean mayHoldSecret(String sentence, String url) {
    String lower = sentence.toLowerCase(Locale.ROOT);
    return lower.contains("jdbc:")
        || values(url)
            .flatMap(value -> Stream.of(value, decoded(value)))
            .map(value -> value.toLowerCase(Locale.ROOT))
            .anyMatch(value -> !value.isEmpty() && lower.contains(value));
  }

  /** Whatever may be of a password: also what a password that wasn't escaped would be cut to. */
  private static Stream<String> values(String url) {
    int options = firstOf(url, ";?");
    String place = url.substring(0, options);
    Stream<String> given =
        Stream.of(url.substring(options).split("[;?&]", -1))
            .filter(option -> !option.regionMatches(true, 0, "user=", 0, "user=".length()))
            .map(option -> option.substring(option.indexOf('=') + 1));
    Stream<String> named =
        Stream.of(place.substring(0, place.lastIndexOf('@') + 1).split("[/:@]", -1));
    return Stream.concat(given, named);
  }

  private static int firstOf(String text, String some) {
    for (int i = 0; i < text.length(); i++) {
      if (some.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, UTF_8);
    } catch (IllegalArgumentException e) {
      return value; // It is not encoded.
    }
  }
}
