package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.Characters;
import io.sallyport.wire.HoistedHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The headers that permissions or conditions depend on, and those that a presigned URL carries in
 * its query; by name in lower case. A host is asked with exactly these. What is said twice is
 * refused: two parsers could each believe another one of the two.
 *
 * @param values a character for each byte, as headers come
 */
record RequestHeaders(Map<String, String> values) {
  static final String COPY_SOURCE = "x-amz-copy-source";
  static final String TAGGING = "x-amz-tagging";
  static final String TAGGING_DIRECTIVE = "x-amz-tagging-directive";

  private static final String AMAZON = "x-amz-";
  private static final String METADATA = "x-amz-meta-";
  private static final Set<String> CONDITIONAL = Set.of("if-match", "if-none-match");
  private static final Set<String> READ = read();

  private static final Pattern TOKEN = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,256}");
  private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x08\\x0A-\\x1F\\x7F]*");

  RequestHeaders {
    values = Map.copyOf(values);
  }

  /** Of a request that was not presigned: its query has no headers. */
  static RequestHeaders of(RequestHead head) {
    return new RequestHeaders(ofHead(head));
  }

  /** Of a presigned URL. */
  static RequestHeaders ofPresigned(RequestHead head, Map<String, List<String>> query) {
    Map<String, String> values = ofHead(head);
    query.forEach(
        (name, given) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (HoistedHeaders.contains(lower)) {
            String value = asHeader(lower, single(lower, given));
            if (!head.headers(lower).isEmpty() || values.put(lower, value) != null) {
              throw givenTwice(lower);
            }
          }
        });
    return new RequestHeaders(values);
  }

  /** Whether a parameter of this name is a header, or nothing. */
  static boolean isHeader(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(AMAZON);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The same with another spelling of one. */
  RequestHeaders with(String name, String value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(name, value);
    return new RequestHeaders(changed);
  }

  private static Map<String, String> ofHead(RequestHead head) {
    Map<String, String> values = new HashMap<>();
    String[] previous = {""};
    head.forEachHeader(
        (name, value) -> {
          if (isOnce(name)) {
            if (name.equals(previous[0])) {
              throw givenTwice(name);
            }
            previous[0] = name;
            if (READ.contains(name)) {
              values.put(name, Characters.stripped(value));
            }
          }
        });
    return values;
  }

  /** Whether a header, in lower case, may be there but once. */
  private static boolean isOnce(String name) {
    return name.startsWith(AMAZON) ? !name.startsWith(METADATA) : CONDITIONAL.contains(name);
  }

  /** As it would have come in a header: one line, a character for each byte. */
  static String asHeader(String name, String value) {
    if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
      throw S3RequestException.invalidArgument(name, value, "what a header can hold");
    }
    return new String(value.getBytes(UTF_8), ISO_8859_1);
  }

  private static String single(String name, List<String> values) {
    if (values.size() != 1) {
      throw givenTwice(name);
    }
    return values.get(0).strip();
  }

  private static S3RequestException givenTwice(String name) {
    return S3RequestException.invalidArgument("the header", name, "given once");
  }

  private static Set<String> read() {
    Set<String> read = new TreeSet<>(ConditionKeys.headers());
    read.addAll(HeaderRules.headers());
    read.addAll(Set.of(COPY_SOURCE, TAGGING, TAGGING_DIRECTIVE));
    read.addAll(Set.of("x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner"));
    return Set.copyOf(read);
  }
}
