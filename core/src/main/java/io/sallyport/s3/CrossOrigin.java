package io.sallyport.s3;

import io.sallyport.error.InvalidInputException;
import io.sallyport.error.S3RequestException;
import io.sallyport.error.UnavailableException;
import io.sallyport.http.RequestHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers browsers that ask whether a page of another origin may use a bucket, by the host's rules.
 * {@code OPTIONS} is no operation: nobody signs it, nobody's permission is asked, and it does
 * nothing. Immutable and thread-safe.
 *
 * <p>A host asks this before {@code access.check}: {@link #isPreflight}, then {@link #preflight},
 * whose headers it answers with 200 and no body, or {@code Refused.of} what it throws. To the
 * answers of all other requests, refusals too, it adds {@link #headers}. Without it {@code
 * access.check} refuses {@code OPTIONS} as S3 does where a bucket has no rules: with {@link
 * #refusal}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html">OPTIONS
 *     object</a>
 */
public final class CrossOrigin {
  private static final String ORIGIN = "Access-Control-Allow-Origin";
  private static final String VARY =
      "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";
  private static final Pattern TOKEN = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");

  private final S3RequestParser parser;
  private final CorsRules rules;

  /**
   * Answers by these rules.
   *
   * @param parser as the builder's, which finds the bucket
   */
  public CrossOrigin(S3RequestParser parser, CorsRules rules) {
    this.parser = parser;
    this.rules = rules;
  }

  /** Whether a request is such a question. */
  public static boolean isPreflight(RequestHead head) {
    return head.method().equals("OPTIONS");
  }

  /**
   * The headers of the answer, if a page may.
   *
   * @throws S3RequestException if it may not, or the question is none, in S3's words
   * @throws UnavailableException if the rules can't be had
   */
  public Map<String, String> preflight(RequestHead head) {
    String origin = head.header("origin").orElseThrow(S3RequestException::noOrigin);
    String method = method(head).orElseThrow(S3RequestException::noRequestMethod);
    List<String> sent = list(head.headers("access-control-request-headers"));
    List<CorsRule> all = rules(head);
    if (all.isEmpty()) {
      throw S3RequestException.crossOriginOff();
    }
    CorsRule rule =
        all.stream()
            .filter(each -> each.allows(origin, method, sent))
            .findFirst()
            .orElseThrow(S3RequestException::crossOriginNotAllowed);
    Map<String, String> headers = headers(rule, origin);
    if (!sent.isEmpty()) {
      headers.put("Access-Control-Allow-Headers", String.join(", ", sent));
    }
    rule.maxAge()
        .ifPresent(age -> headers.put("Access-Control-Max-Age", Long.toString(age.toSeconds())));
    return headers;
  }

  /** Why a bucket without rules takes no such question: in S3's words, whoever sent it. */
  public static S3RequestException refusal(RequestHead head) {
    if (head.header("origin").isEmpty()) {
      return S3RequestException.noOrigin();
    }
    return method(head).isEmpty()
        ? S3RequestException.noRequestMethod()
        : S3RequestException.crossOriginOff();
  }

  private static Optional<String> method(RequestHead head) {
    return head.header("access-control-request-method").filter(CorsRule::isMethod);
  }

  /**
   * What is added to the answer of a request that is no such question: that it may be another for
   * another page ({@code Vary}), of whatever bucket; and, if it says that a page sent it and a rule
   * lets that page read the answer, that it may.
   */
  public Map<String, String> headers(RequestHead head) {
    Map<String, String> untold = Map.of("Vary", VARY);
    Optional<String> origin = head.header("origin");
    if (origin.isEmpty()) {
      return untold;
    }
    try {
      return rules(head).stream()
          .filter(each -> each.allows(origin.get(), head.method(), List.of()))
          .findFirst()
          .map(rule -> headers(rule, origin.get()))
          .orElse(untold);
    } catch (S3RequestException | UnavailableException e) {
      return untold;
    }
  }

  private static Map<String, String> headers(CorsRule rule, String origin) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (rule.isForAnyOrigin()) {
      headers.put(ORIGIN, "*");
    } else {
      headers.put(ORIGIN, origin);
      headers.put("Access-Control-Allow-Credentials", "true");
    }
    headers.put(
        "Access-Control-Allow-Methods",
        String.join(", ", rule.methods().stream().sorted().toList()));
    if (!rule.exposed().isEmpty()) {
      headers.put("Access-Control-Expose-Headers", String.join(", ", rule.exposed()));
    }
    headers.put("Vary", VARY);
    return headers;
  }

  private List<CorsRule> rules(RequestHead head) {
    Optional<String> bucket;
    try {
      bucket = parser.bucket(head);
    } catch (InvalidInputException e) {
      throw S3RequestException.invalidUri(head.rawPath(), "percent-encoded UTF-8");
    } catch (S3RequestException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnavailableException(e); // The host can't tell of tenants.
    }
    try {
      return bucket.map(rules::of).orElse(List.of());
    } catch (RuntimeException e) {
      throw new UnavailableException(e);
    }
  }

  private static List<String> list(List<String> lines) {
    List<String> names = new ArrayList<>();
    for (String line : lines) {
      for (String each : line.split(",", -1)) {
        String name = each.strip().toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(name).matches()) {
          throw S3RequestException.crossOriginNotAllowed();
        }
        names.add(name);
      }
    }
    return names;
  }
}
