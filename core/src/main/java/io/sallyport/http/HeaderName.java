package io.sallyport.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The name of a header, in lower case. Those that clients of S3 send, and those that a server asks
 * of each request, are known in the spellings that they are used in, so that most names are neither
 * looked at letter by letter nor written anew, and are compared by their places in the list.
 * Immutable.
 */
final class HeaderName {
  static final List<String> USUAL =
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

  private static final int UNKNOWN = -1;
  private static final Map<String, HeaderName> KNOWN = known();

  private final String text;

  /** Its place in the list, in order. */
  private final int place;

  private HeaderName(String text, int place) {
    this.text = text;
    this.place = place;
  }

  /** A name in any case; one that can be no header's is empty. */
  static HeaderName of(String name) {
    HeaderName known = KNOWN.get(name);
    return known == null ? otherwise(HeadSyntax.isToken(name) ? name : "") : known;
  }

  /** Of an unusual spelling, or an unusual name. */
  private static HeaderName otherwise(String name) {
    String text = name.toLowerCase(Locale.ROOT);
    HeaderName known = KNOWN.get(text);
    return known == null ? new HeaderName(text, UNKNOWN) : known;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** In lower case. */
  String text() {
    return text;
  }

  boolean is(HeaderName other) {
    return this == other || (place == UNKNOWN && text.equals(other.text));
  }

  /** Whether it comes after another one, as texts are compared. */
  boolean isAfter(HeaderName other) {
    boolean areKnown = place != UNKNOWN && other.place != UNKNOWN;
    return areKnown ? place > other.place : text.compareTo(other.text) > 0;
  }

  /** One bit of 64, by length and last letter: names of different bits differ, in any case. */
  static long mark(String name) {
    int last = name.length() - 1;
    return last < 0 ? 0 : 1L << (last + 11 * (name.charAt(last) | ' '));
  }

  private static Map<String, HeaderName> known() {
    Map<String, HeaderName> known = new HashMap<>();
    int place = 0;
    for (String text : new TreeSet<>(USUAL)) {
      HeaderName name = new HeaderName(text, place++);
      known.put(text, name);
      known.put(capitalised(text), name);
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
