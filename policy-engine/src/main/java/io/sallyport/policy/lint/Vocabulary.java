package io.sallyport.policy.lint;

import io.sallyport.policy.PolicyVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The actions and condition keys that the linter knows, each with its kind; all in lower case. */
final class Vocabulary {
  static final Set<String> SERVICES = Set.of("s3", "sts", "iam");
  private static final Map<String, String> ACTIONS = read("actions.txt");
  private static final Map<String, Map<Wildcard, String>> KINDS_BY_SERVICE = kindsByService();
  private static final Map<String, String> KEYS = read("keys.txt");

  private Vocabulary() {}

  /**
   * The kinds of the known actions that an action in lower case, or a pattern, stands for. Some may
   * be left out once the effort is spent.
   */
  static Set<String> kindsOfActions(String action, Effort effort) {
    if (action.indexOf('*') < 0 && action.indexOf('?') < 0) {
      return Optional.ofNullable(ACTIONS.get(action)).map(Set::of).orElse(Set.of());
    }
    Wildcard pattern = Wildcard.of(action, PolicyVersion.V2008_10_17);
    return KINDS_BY_SERVICE.getOrDefault(service(action), Map.of()).entrySet().stream()
        .filter(known -> pattern.covers(known.getKey(), effort))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  /** What stands before an action's colon; nothing if there is none. */
  static String service(String action) {
    return action.substring(0, Math.max(0, action.indexOf(':')));
  }

  private static Map<String, Map<Wildcard, String>> kindsByService() {
    Map<String, Map<Wildcard, String>> kinds = new HashMap<>();
    ACTIONS.forEach(
        (name, kind) ->
            kinds
                .computeIfAbsent(service(name), it -> new HashMap<>())
                .put(Wildcard.of(name, PolicyVersion.V2008_10_17), kind));
    return kinds;
  }

  /** The kind of a key of S3, STS, IAM, SAML or all services, as keys.txt has it; or unknown. */
  static Optional<String> kindOfKey(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    int slash = name.indexOf('/');
    return Optional.ofNullable(KEYS.get(slash < 0 ? name : name.substring(0, slash + 1)));
  }

  /** All keys, in lower case; one that ends in a slash has a tag's key behind it. */
  static Set<String> keys() {
    return KEYS.keySet();
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
