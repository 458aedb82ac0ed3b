package io.sallyport.servlet;

import io.sallyport.http.RequestHead;
import io.sallyport.wire.PercentEncoding;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parameters of a query, decoded, without those that only prove who sent it. */
record QueryParameters(Map<String, List<String>> values) {
  private static final Set<String> PROOF =
      Set.of(
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-expires",
          "x-amz-signedheaders",
          "x-amz-signature",
          "x-amz-security-token");

  QueryParameters {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  static QueryParameters of(RequestHead head) {
    Map<String, List<String>> values = new TreeMap<>(head.query());
    values.keySet().removeIf(name -> PROOF.contains(name.toLowerCase(Locale.ROOT)));
    return new QueryParameters(values);
  }

  /** The query again, percent-encoded. */
  String encoded() {
    return values.entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(v -> encode(e.getKey()) + "=" + encode(v)))
        .collect(Collectors.joining("&"));
  }

  /** Percent-encodes all that is not unreserved, so that no two readers take it for two things. */
  static String encode(String text) {
    return PercentEncoding.encode(text);
  }

  /** As {@link #encode}, and leaves {@code /}. */
  static String encodePath(String path) {
    return encode(path).replace("%2F", "/");
  }
}
