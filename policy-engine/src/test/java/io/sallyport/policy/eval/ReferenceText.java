package io.sallyport.policy.eval;

import static java.util.regex.Pattern.quote;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the reference evaluator reads patterns: as regular expressions, made anew for every request.
 *
 * @param keys the request's context, by key in lower case
 * @param many the keys that are multi-valued even with one value
 */
record ReferenceText(Map<String, List<String>> keys, Set<String> many) {
  private static final Pattern TOKEN =
      Pattern.compile("\\$\\{([*?$])}|\\$\\{([^}]*)(}|$)|\\*|\\?|[^*?$]+|\\$", Pattern.DOTALL);
  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();
  private static final Pattern VARIABLE = Pattern.compile("([^\\s,'{}$]+)(?:, '([^']*)')?");

  List<String> values(String key) {
    return keys.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }

  /** All texts that a value stands for if it is one whole variable. */
  Optional<List<String>> wholeVariable(String text, boolean variables, boolean doubt) {
    Matcher token = TOKEN.matcher(text);
    boolean whole = variables && token.matches() && token.group(2) != null;
    if (!whole) {
      return Optional.empty();
    }
    boolean account = isAccount(token.group(2).replaceAll(",.*", ""));
    return Optional.of(resolve(token.group(2), token.group(3), doubt || account));
  }

  /** An account's id may be the empty text. */
  static boolean isAccount(String key) {
    return key.toLowerCase(Locale.ROOT)
        .matches("aws:(principal|resource|source)account|s3:resourceaccount");
  }

  private List<String> resolve(String inside, String end, boolean doubt) {
    Matcher variable = VARIABLE.matcher(inside);
    if (end.isEmpty() || !variable.matches()) {
      return List.of();
    }
    List<String> found = values(variable.group(1));
    if (found.isEmpty()) {
      return variable.group(2) == null ? List.of() : List.of(variable.group(2));
    }
    return (found.equals(List.of("")) && !doubt) ? List.of() : found;
  }

  /** Whether a variable in the text hasn't exactly one value that is not empty. */
  boolean lacksValue(String pattern) {
    return TOKEN
        .matcher(pattern)
        .results()
        .filter(it -> it.group(2) != null)
        .anyMatch(
            it -> {
              List<String> values = resolve(it.group(2), it.group(3), true);
              return isMany(it.group(2), values) || values.get(0).isEmpty();
            });
  }

  private boolean isMany(String inside, List<String> values) {
    String name = inside.replaceAll(",.*", "").toLowerCase(Locale.ROOT);
    return values.size() != 1 || (many.contains(name) && !values(name).isEmpty());
  }

  boolean matches(
      String pattern, String text, boolean wildcards, boolean variables, int flags, boolean doubt) {
    StringBuilder regex = new StringBuilder();
    Matcher token = TOKEN.matcher(pattern);
    while (token.find()) {
      String all = token.group();
      if (variables && token.group(1) != null) {
        regex.append(quote(token.group(1)));
      } else if (variables && token.group(2) != null) {
        List<String> values = resolve(token.group(2), token.group(3), doubt);
        if (isMany(token.group(2), values)) {
          return false;
        }
        regex.append(quote(values.get(0)));
      } else {
        regex.append(plain(all, wildcards));
      }
    }
    return COMPILED
        .computeIfAbsent(
            flags + ":" + regex, it -> Pattern.compile(regex.toString(), flags | Pattern.DOTALL))
        .matcher(text)
        .matches();
  }

  private static String plain(String text, boolean wildcards) {
    StringBuilder regex = new StringBuilder();
    text.codePoints()
        .mapToObj(Character::toString)
        .map(c -> wildcards && c.equals("*") ? ".*" : wildcards && c.equals("?") ? "." : quote(c))
        .forEach(regex::append);
    return regex.toString();
  }
}
