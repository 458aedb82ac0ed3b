package io.sallyport.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names of headers in lower case. Those that clients of S3 send, and those that a server asks
 * of each request, are known in the spellings that they are used in, so that most names are neither
 * looked at letter by letter nor written anew.
 */
final class HeaderNames {
  private static final List<String> USUAL =
      List.of(
          "accept",
          "accept-encoding",
          "amz-sdk-invocation-id",
          "amz-sdk-request",
          "amz-sdk-retry",
          "authorization",
          "cache-control",
          "connection",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-length",
          "content-md5",
          "content-type",
          "date",
          "expect",
          "expires",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "origin",
          "range",
          "te",
          "transfer-encoding",
          "user-agent",
          "x-amz-acl",
          "x-amz-checksum-algorithm",
          "x-amz-checksum-crc32",
          "x-amz-checksum-crc32c",
          "x-amz-checksum-crc64nvme",
          "x-amz-checksum-mode",
          "x-amz-checksum-sha1",
          "x-amz-checksum-sha256",
          "x-amz-checksum-type",
          "x-amz-content-sha256",
          "x-amz-copy-source",
          "x-amz-copy-source-if-match",
          "x-amz-copy-source-if-modified-since",
          "x-amz-copy-source-if-none-match",
          "x-amz-copy-source-if-unmodified-since",
          "x-amz-copy-source-range",
          "x-amz-date",
          "x-amz-decoded-content-length",
          "x-amz-expected-bucket-owner",
          "x-amz-metadata-directive",
          "x-amz-request-payer",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-security-token",
          "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-aws-kms-key-id",
          "x-amz-server-side-encryption-bucket-key-enabled",
          "x-amz-server-side-encryption-context",
          "x-amz-server-side-encryption-customer-algorithm",
          "x-amz-server-side-encryption-customer-key",
          "x-amz-server-side-encryption-customer-key-md5",
          "x-amz-storage-class",
          "x-amz-tagging",
          "x-amz-tagging-directive",
          "x-amz-trailer",
          "x-amz-user-agent");

  private static final Map<String, String> KNOWN = known();

  private HeaderNames() {}

  /** A name in lower case; empty if it can be no header's. */
  static String lowerCase(String name) {
    String known = KNOWN.get(name);
    if (known != null) {
      return known;
    }
    return HeadSyntax.isToken(name) ? name.toLowerCase(Locale.ROOT) : "";
  }

  private static Map<String, String> known() {
    Map<String, String> known = new HashMap<>();
    for (String name : USUAL) {
      known.put(name, name);
      known.put(capitalised(name), name);
    }
    return known;
  }

  /** Each word with a capital: {@code Content-Length}. */
  private static String capitalised(String name) {
    StringBuilder spelt = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      if (i == 0 || name.charAt(i - 1) == '-') {
        spelt.setCharAt(i, Character.toUpperCase(name.charAt(i)));
      }
    }
    return spelt.toString();
  }
}
