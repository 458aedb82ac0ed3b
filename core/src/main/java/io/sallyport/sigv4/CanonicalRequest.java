package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.http.RequestHead;
import io.sallyport.wire.PercentEncoding;
import io.sallyport.wire.RawParameter;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one text that a request is signed as.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
 *     Create a signed AWS API request</a>
 */
final class CanonicalRequest {
  private CanonicalRequest() {}

  /** The SHA-256, in hex, of the canonical request. */
  static String hash(RequestHead head, SignatureClaim claim, String payload) {
    String text =
        String.join(
            "\n",
            head.method(),
            path(head.rawPath(), claim.credential().scope().service()),
            query(head.rawQuery()),
            headers(head, claim.signedHeaders()),
            String.join(";", claim.signedHeaders()),
            payload);
    // A header is bytes to its signer: one character each here, unless the host knew better.
    boolean isBytes = text.chars().allMatch(c -> c <= 0xFF);
    return Digests.sha256Hex(text.getBytes(isBytes ? ISO_8859_1 : UTF_8));
  }

  /** S3 keeps a path as it is and encodes it once; all others tidy it up and encode it twice. */
  static String path(String rawPath, String service) {
    return service.equals("s3")
        ? PercentEncoding.encodePath(PercentEncoding.decode("RequestTarget", rawPath))
        : PercentEncoding.encodePath(withoutDots(rawPath).getBytes(ISO_8859_1));
  }

  /** All parameters but the signature itself, encoded in the one way, by name and then value. */
  static String query(String rawQuery) {
    return RawParameter.split(rawQuery).stream()
        .map(RawParameter::canonical)
        .filter(parameter -> !parameter.name().equals(QueryForm.SIGNATURE))
        .sorted(Comparator.comparing(RawParameter::name).thenComparing(RawParameter::value))
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }

  private static String headers(RequestHead head, List<String> names) {
    return names.stream()
        .map(name -> name + ":" + value(head.headers(name)) + "\n")
        .collect(Collectors.joining());
  }

  private static String value(List<String> values) {
    return values.stream().map(CanonicalRequest::value).collect(Collectors.joining(","));
  }

  /** A header's value with one space for each run of spaces and tabs, and none at its ends. */
  static String value(String value) {
    String bare = value.strip();
    if (bare.indexOf('\t') < 0 && !bare.contains("  ")) {
      return bare;
    }
    StringBuilder tidy = new StringBuilder(bare.length());
    boolean isAfterSpace = false;
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      boolean isSpace = c == ' ' || c == '\t';
      if (!isSpace || !isAfterSpace) {
        tidy.append(isSpace ? ' ' : c);
      }
      isAfterSpace = isSpace;
    }
    return tidy.toString();
  }

  private static String withoutDots(String rawPath) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : rawPath.split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    String path = "/" + String.join("/", kept);
    return rawPath.endsWith("/") && !kept.isEmpty() ? path + "/" : path;
  }
}
