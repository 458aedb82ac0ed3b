package io.sallyport.s3;

import io.sallyport.error.S3RequestException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which pages of other origins a browser lets use a bucket. It opens nothing by itself: what such a
 * page asks for is decided as if anybody else asked. Immutable.
 *
 * @param origins such as {@code https://www.example.com}, each with at most one {@code *}
 * @param methods of {@code GET}, {@code HEAD}, {@code PUT}, {@code POST} and {@code DELETE}
 * @param headers that a page may send, in any case, each with at most one {@code *}
 * @param exposed headers of answers that a page may read
 * @param maxAge how long a browser may remember it
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html">CORSRule</a>
 */
public record CorsRule(
    List<String> origins,
    Set<String> methods,
    List<String> headers,
    List<String> exposed,
    Optional<Duration> maxAge) {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "DELETE");
  private static final Pattern ORIGIN = Pattern.compile("[!-)+\\x2D-~]*\\*?[!-)+\\x2D-~]*");
  private static final Pattern HEADER =
      Pattern.compile("[\\w!#$%&'+.^`|~-]*\\*?[\\w!#$%&'+.^`|~-]*");

  /**
   * Checks the rule.
   *
   * @throws S3RequestException if it has no origin or no method, or one that S3 doesn't take
   */
  public CorsRule {
    origins = List.copyOf(origins);
    methods = Set.copyOf(methods);
    headers = List.copyOf(headers);
    exposed = List.copyOf(exposed);
    if (methods.isEmpty() || !METHODS.containsAll(methods)) {
      throw S3RequestException.invalidArgument(
          "AllowedMethod", String.join(",", methods), "some of GET, HEAD, PUT, POST and DELETE");
    }
    if (origins.isEmpty()) {
      throw S3RequestException.invalidArgument("AllowedOrigin", "", "given");
    }
    origins.forEach(each -> require("AllowedOrigin", each, ORIGIN));
    headers.forEach(each -> require("AllowedHeader", each, HEADER));
    exposed.forEach(each -> require("ExposeHeader", each.replace('*', ' '), HEADER));
  }

  private static void require(String name, String value, Pattern rule) {
    if (value.isEmpty() || !rule.matcher(value).matches()) {
      throw S3RequestException.invalidArgument(name, value, "one name with at most one *");
    }
  }

  static boolean isMethod(String name) {
    return METHODS.contains(name);
  }

  /** Whether pages of any origin at all may. */
  boolean isForAnyOrigin() {
    return origins.contains("*");
  }

  boolean allows(String origin, String method, List<String> sent) {
    return methods.contains(method)
        && origins.stream().anyMatch(each -> matches(each, origin))
        && sent.stream().allMatch(this::allowsHeader);
  }

  private boolean allowsHeader(String name) {
    return headers.stream()
        .anyMatch(each -> matches(each.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)));
  }

  private static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    return star < 0
        ? pattern.equals(text)
        : text.length() >= pattern.length() - 1
            && text.startsWith(pattern.substring(0, star))
            && text.endsWith(pattern.substring(star + 1));
  }
}
