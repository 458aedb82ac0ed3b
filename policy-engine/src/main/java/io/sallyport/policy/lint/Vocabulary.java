package io.sallyport.policy.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The actions and condition keys that the linter knows, each with its kind; all in lower case. */
final class Vocabulary {
  static final Set<String> SERVICES = Set.of("s3", "sts", "iam");
  static final Map<String, String> ACTIONS = read("actions.txt");
  private static final Map<String, String> KEYS = read("keys.txt");

  private Vocabulary() {}

  /** The kind of a key of S3, STS, IAM, SAML or all services, as keys.txt has it; or unknown. */
  static Optional<String> kindOfKey(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    int slash = name.indexOf('/');
    return Optional.ofNullable(KEYS.get(slash < 0 ? name : name.substring(0, slash + 1)));
  }

  private static Map<String, String> read(String name) {
    Map<String, String> words = new LinkedHashMap<>();
    try (InputStream in = Objects.requireNonNull(Vocabulary.class.getResourceAsStream(name));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        if (!line.startsWith("#") && space > 0) {
          words.put(line.substring(0, space).toLowerCase(Locale.ROOT), line.substring(space + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(words);
  }
}
