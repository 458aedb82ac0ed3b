package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.http.RequestHead;
import io.sallyport.wire.Characters;
import io.sallyport.wire.PercentEncoding;
import io.sallyport.wire.RawParameter;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one text that a request is signed as.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
 *     Create a signed AWS API request</a>
 */
final class CanonicalRequest implements WhatWasSigned {
  private static final String SECRETS =
      "x-amz-security-token|x-amz-(?:copy-source-)?server-side-encryption-customer-key"
          + "|authorization|proxy-authorization|cookie|WebIdentityToken";

  private static final Pattern SECRET_HEADER = Pattern.compile("(?im)^(" + SECRETS + "):.*$");

  private static final Pattern SECRET_PARAMETER =
      Pattern.compile("(?im)(^|&)(" + SECRETS + ")=[^&\n]*");

  /** Method, path and query, each with its line's end. */
  private final byte[] beginning;

  /** The headers, and then their names. */
  private final CollectedBytes headers;

  private CanonicalRequest(byte[] beginning, CollectedBytes headers) {
    this.beginning = beginning;
    this.headers = headers;
  }

  /**
   * Reads what was signed of a head.
   *
   * @param headers those that were
   * @throws io.sallyport.error.InvalidInputException if its path or query is not percent-encoded
   */
  static CanonicalRequest of(RequestHead head, Version4Claim claim, SignedHeaders headers) {
    String path = path(head.rawPath(), claim.credential().scope().service());
    String beginning = head.method() + "\n" + path + "\n" + query(head.rawQuery()) + "\n";
    return new CanonicalRequest(beginning.getBytes(ISO_8859_1), headers.lines());
  }

  @Override
  public String toSign(SigningKey key, String payload) {
    return key.stringToSign(hash(payload));
  }

  /**
   * The SHA-256, in hex, of the canonical request.
   *
   * @param payload its last line, in ASCII
   */
  String hash(String payload) {
    MessageDigest hash = Digests.sha256();
    hash.update(beginning);
    headers.hash(hash);
    return Digests.hex(hash.digest(payload.getBytes(ISO_8859_1)));
  }

  @Override
  public String shown(String payload) {
    String text = new String(beginning, ISO_8859_1) + headers.text(UTF_8) + payload;
    return SECRET_PARAMETER
        .matcher(SECRET_HEADER.matcher(text).replaceAll("$1:[redacted]"))
        .replaceAll("$1$2=[redacted]");
  }

  /** S3 keeps a path as it is and encodes it once; all others tidy it up and encode it twice. */
  static String path(String rawPath, String service) {
    return service.equals("s3")
        ? PercentEncoding.canonicalPath("RequestTarget", rawPath)
        : PercentEncoding.encodePath(withoutDots(rawPath).getBytes(ISO_8859_1));
  }

  /** All parameters but the signature itself, encoded in the one way, by name and then value. */
  static String query(String rawQuery) {
    if (rawQuery.isEmpty()) {
      return "";
    }
    return RawParameter.split(rawQuery).stream()
        .map(RawParameter::canonical)
        .filter(parameter -> !parameter.name().equals(QueryForm.SIGNATURE))
        .sorted(Comparator.comparing(RawParameter::name).thenComparing(RawParameter::value))
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }

  /** A header's value with one space for each run of spaces and tabs, and none at its ends. */
  static String value(String value) {
    String bare = Characters.stripped(value);
    if (bare.indexOf('\t') < 0 && (bare.indexOf(' ') < 0 || !bare.contains("  "))) {
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
