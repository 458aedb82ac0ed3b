package io.sallyport.s3;

import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request says outside of its path. A parameter {@code x-amz-…} counts as the header of that
 * name, since presigned URLs carry headers so. What is said twice is refused: two parsers could
 * each believe another one of the two.
 *
 * @param parameters the query's parameters
 * @param headers the headers that bear on permissions, in lower case
 * @param hasBody whether there may be a body; only a length of 0 says that there is none, since
 *     HTTP/2 needs no header for one
 */
record Asked(Map<String, String> parameters, Map<String, String> headers, boolean hasBody) {
  static final String COPY_SOURCE = "x-amz-copy-source";
  private static final Set<String> CONDITIONAL = Set.of("if-match", "if-none-match");

  static Asked of(RequestHead head) {
    Map<String, String> parameters = new HashMap<>();
    Map<String, String> headers = new HashMap<>();
    for (String name : head.headerNames()) {
      boolean bears = name.startsWith("x-amz-") && !name.startsWith("x-amz-meta-");
      if (bears || CONDITIONAL.contains(name)) {
        headers.put(name, single(name, head.headers(name)));
      }
    }
    head.query()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              boolean isHeader = lower.startsWith("x-amz-");
              String before =
                  isHeader
                      ? headers.put(lower, single(name, values))
                      : parameters.put(name, single(name, values));
              if (before != null) {
                throw given(name);
              }
            });
    parameters.remove("x-id"); // the SDKs' name for the operation, which S3 ignores
    boolean hasBody =
        !head.headers("transfer-encoding").isEmpty()
            || !head.headers("content-length").equals(List.of("0"));
    return new Asked(Map.copyOf(parameters), Map.copyOf(headers), hasBody);
  }

  /** The names that select an operation. */
  Set<String> names() {
    Set<String> names = new HashSet<>(parameters.keySet());
    if (headers.containsKey(COPY_SOURCE)) {
      names.add(COPY_SOURCE);
    }
    return names;
  }

  /** The parameters as {@code name=value}. */
  Set<String> pairs() {
    Set<String> pairs = new HashSet<>();
    parameters.forEach((name, value) -> pairs.add(name + "=" + value));
    return pairs;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The version that is meant; {@code null} is the name of one. */
  Optional<String> versionId() {
    return Optional.ofNullable(parameters.get("versionId")).map(Asked::requireVersion);
  }

  static String requireVersion(String version) {
    if (version.isEmpty()) {
      throw new InvalidInputException("VersionId", version, "the id of a version");
    }
    return version;
  }

  private static String single(String name, List<String> values) {
    if (values.size() != 1) {
      throw given(name);
    }
    return values.get(0).strip();
  }

  private static InvalidInputException given(String name) {
    return new InvalidInputException("Parameter", name, "given once");
  }
}
