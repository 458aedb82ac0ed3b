package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.error.IamException;
import io.sallyport.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Whatever comes, what is read of it and how it is refused is what the plain way gives. */
class PlainSignatureProperties {
  private static final String SIGNATURE = "0123456789abcdef".repeat(4);

  /** A request as it comes over the wire. */
  record Sent(String method, String target, List<Map.Entry<String, String>> lines) {}

  @Property(tries = 4000)
  void theSameIsReadAndTheSameRefused(@ForAll("requests") Sent sent) {
    Map<String, String> plain = outcome(() -> plain(sent));
    Statistics.label("read").collect(kind(plain));
    Statistics.label("read").coverage(seen -> seen.check("signed").percentage(part -> part > 10));
    assertEquals(plain, outcome(() -> read(sent)), sent::toString);
  }

  @Property
  void theSameIsReadOfHeadersWithoutASignature(
      @ForAll("lines") List<Map.Entry<String, String>> lines) {
    Sent sent = new Sent("GET", "/", lines);
    assertEquals(outcome(() -> headers(sent)), outcome(() -> plainHeaders(sent)));
  }

  private static String kind(Map<String, String> outcome) {
    return outcome.getOrDefault("refused", outcome.isEmpty() ? "unsigned" : "signed");
  }

  private static Map<String, String> outcome(Supplier<Map<String, String>> reading) {
    try {
      return reading.get();
    } catch (IamException e) {
      return Map.of("refused", e.getClass().getSimpleName() + " " + e.getMessage());
    }
  }

  private static Map<String, String> plain(Sent sent) {
    return PlainSignature.read(
        new PlainHead(sent.method(), sent.target(), sent.lines()), AwsExamples.CLOCK.instant());
  }

  private static RequestHead head(Sent sent) {
    RequestHead.Builder head = RequestHead.builder(sent.method(), sent.target());
    sent.lines().forEach(line -> head.header(line.getKey(), line.getValue()));
    return head.build();
  }

  private static Map<String, String> read(Sent sent) {
    RequestHead head = head(sent);
    if (!(AwsExamples.VERIFIER.parse(head) instanceof SignedRequest signed)) {
      return Map.of();
    }
    Version4Claim said = (Version4Claim) signed.claim();
    CredentialScope scope = said.credential().scope();
    Map<String, String> claim = new TreeMap<>();
    claim.put("credential", signed.accessKeyId() + "/" + scope);
    claim.put("signedAt", said.signedAt().toString());
    claim.put("validity", said.validity().toString());
    claim.put("signedHeaders", said.signedHeaders().list().toString());
    claim.put("signature", said.signature());
    claim.put("token", said.sessionToken().map(token -> token.reveal()).toString());
    claim.put("payload", said.payload().text());
    claim.put("hash", ((CanonicalRequest) signed.signed()).hash(said.payload().text()));
    return claim;
  }

  private static Map<String, String> headers(Sent sent) {
    RequestHead head = head(sent);
    Map<String, String> headers = new TreeMap<>();
    for (String name : head.headerNames()) {
      headers.put(name, head.headers(name) + " " + head.header(name));
    }
    return headers;
  }

  private static Map<String, String> plainHeaders(Sent sent) {
    PlainHead head = new PlainHead(sent.method(), sent.target(), sent.lines());
    Map<String, String> headers = new TreeMap<>();
    for (String name : head.headers.keySet()) {
      headers.put(name, head.headers(name) + " " + head.header(name));
    }
    return headers;
  }

  @Provide
  Arbitrary<List<Map.Entry<String, String>>> lines() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of("Host", "HOST", "x-amz-date", "X-Amz-Meta-A", "a", "B", "b", "é", ""),
            Arbitraries.strings().ascii().ofMaxLength(3));
    return Combinators.combine(names, values()).as(Map::entry).list().ofMaxSize(40);
  }

  private static Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars(" \tab,\u00a0\u00e9\u2003\u4e2d").ofMaxLength(8),
        Arbitraries.strings().ofMaxLength(4));
  }

  @Provide
  Arbitrary<Sent> requests() {
    return Arbitraries.oneOf(inHeader(), inQuery());
  }

  /** As it should be twelve times of thirteen, and else another. */
  private static Arbitrary<String> mostly(String usual, String... others) {
    return Arbitraries.frequencyOf(
        Tuple.of(12 * others.length, Arbitraries.just(usual)),
        Tuple.of(others.length, Arbitraries.of(others)));
  }

  private static Arbitrary<String> credentials() {
    return mostly(
        "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
        "a@b/20130524//s3/aws4_request",
        "A/20130524/us-east-1/sts/aws4_request",
        "A/20130524/us_east/iam/aws4_request",
        "A/20130525/us-east-1/s3/aws4_request",
        "A/12013052/us-east-1/s3/aws4_request",
        "A/2013052/us-east-1/s3/aws4_request",
        "A/20130524/us east/s3/aws4_request",
        "A/20130524/us-east-1/S3/aws4_request",
        "A/20130524/us-east-1/s3/aws4_request/",
        "/20130524/us-east-1/s3/aws4_request",
        "A" + "a".repeat(128) + "/20130524/us-east-1/s3/aws4_request",
        "A\u0660/20130524/us-east-1/s3/aws4_request",
        "A/\u0662\u0660130524/us-east-1/s3/aws4_request",
        "");
  }

  private static Arbitrary<String> times() {
    return mostly(
        "20130524T000000Z",
        "20130524T001500Z",
        "20130524T001501Z",
        "20130523T234500Z",
        "20130523T234459Z",
        "20130524T240000Z",
        "20130524T000060Z",
        "20130532T000000Z",
        "20130229T000000Z",
        "+20130524T000000Z",
        "+120130524T000000Z",
        "-0130524T000000Z",
        "2013052\u0664T000000Z",
        "20130524t000000z",
        "20130524T000000",
        " 20130524T000000Z ",
        "Fri, 24 May 2013 00:00:00 GMT",
        "");
  }

  private static Arbitrary<String> signatures() {
    return mostly(
        SIGNATURE, "", SIGNATURE + "0", SIGNATURE.substring(1), "F" + SIGNATURE.substring(1));
  }

  private static Arbitrary<String> payloads() {
    return mostly(
        Digests.EMPTY_SHA256,
        SIGNATURE,
        "UNSIGNED-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "unsigned-payload",
        " " + SIGNATURE,
        "");
  }

  private static Arbitrary<String> targets() {
    return Combinators.combine(
            mostly(
                "/test.txt",
                "/",
                "//",
                "/a%2Fb",
                "/%C3%A4/../b/./c/",
                "/a b",
                "/%zz",
                "/\u00e4",
                "/a%2",
                "/~a_b-c.d/e+f"),
            mostly(
                "",
                "?",
                "?a",
                "?b=2&a=1&a=0",
                "?a=%20+%2B",
                "?a=%zz",
                "?%ff=1",
                "?&&=&a==b",
                "?prefix=%C3%A4&delimiter=/"))
        .as(String::concat);
  }

  private static Arbitrary<List<Map.Entry<String, String>>> more() {
    Arbitrary<String> names =
        Arbitraries.of(
            "Range",
            "X-Amz-Meta-A",
            "x-amz-acl",
            "Content-Length",
            "x-amz-trailer",
            "x-amz-decoded-content-length",
            "Date",
            "User-Agent");
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            values().filter(text -> text.chars().allMatch(c -> c >= ' ' && c != 0x7F)),
            Arbitraries.of(
                "0", "a  b", " a\t b ", "x-amz-checksum-crc32", "10", "00", "caf\u00e9", "\u4e2d"));
    return Combinators.combine(names, texts).as(Map::entry).list().ofMaxSize(3);
  }

  private static Arbitrary<Sent> inHeader() {
    Arbitrary<String> forms =
        mostly(
            "AWS4-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s",
            "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=%s,   Signature=%s",
            "AWS4-HMAC-SHA256  Signature=%3$s,Credential=%1$s,SignedHeaders=%2$s",
            "AWS4-HMAC-SHA256 Credential=%s,SignedHeaders=%s",
            "AWS4-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s,",
            "AWS4-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s,Signature=1",
            "AWS4-HMAC-SHA256 Credential=%s,SignedHeaders=%s,signature=%s",
            "AWS4-HMAC-SHA256 Credential=%s;SignedHeaders=%s,Signature=%s",
            "AWS4-HMAC-SHA256",
            "AWS4-HMAC-SHA256 =",
            "AWS4-HMAC-SHA512 Credential=%s,SignedHeaders=%s,Signature=%s",
            "AWS a:b",
            "Basic a",
            "");
    Arbitrary<String> signedHeaders =
        mostly(
            "",
            "host",
            "host;x-amz-date",
            "x-amz-date;host",
            "host;host",
            "HOST",
            "host;missing;x-amz-content-sha256;x-amz-date",
            ";");
    return Combinators.combine(
            targets(),
            forms,
            credentials(),
            signedHeaders,
            signatures(),
            times(),
            payloads(),
            more())
        .as(
            (target, form, credential, names, signature, time, payload, more) -> {
              List<Map.Entry<String, String>> lines = new ArrayList<>();
              lines.add(Map.entry("Host", "examplebucket.s3.amazonaws.com"));
              lines.add(Map.entry("X-Amz-Date", time));
              lines.add(Map.entry("x-amz-content-sha256", payload));
              lines.addAll(more);
              lines.add(
                  Map.entry(
                      "Authorization",
                      form.formatted(credential, names.isEmpty() ? all(lines) : names, signature)));
              return new Sent("GET", target, lines);
            });
  }

  /** The names of all lines, as a client that signs them all gives them. */
  private static String all(List<Map.Entry<String, String>> lines) {
    return lines.stream()
        .map(line -> line.getKey().toLowerCase(Locale.ROOT))
        .sorted()
        .distinct()
        .collect(Collectors.joining(";"));
  }

  private static Arbitrary<Sent> inQuery() {
    Arbitrary<String> queries =
        mostly(
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s&X-Amz-Date=%s&X-Amz-Expires=%s&X-Amz-SignedHeaders=%s&X-Amz-Signature=%s",
            "X-Amz-Signature=%5$s&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%1$s&X-Amz-Date=%2$s&X-Amz-Expires=%3$s&X-Amz-SignedHeaders=%4$s&X-Amz-Security-Token=t%%2Bt&prefix=a+b",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s&X-Amz-Date=%s&X-Amz-Expires=%s&X-Amz-SignedHeaders=%s",
            "X-Amz-Algorithm=other&X-Amz-Credential=%s",
            "x-amz-algorithm=AWS4-HMAC-SHA256",
            "AWSAccessKeyId=a&Signature=b",
            "x-amz-content-sha256=UNSIGNED-PAYLOAD",
            "X-Amz-Security-Token=");
    Arbitrary<String> expires = mostly("86400", "0", "1", "604800", "604801", "-1", "1000000", "");
    Arbitrary<List<Map.Entry<String, String>>> extra =
        Arbitraries.of(
            List.<Map.Entry<String, String>>of(),
            List.of(Map.entry("x-amz-content-sha256", "UNSIGNED-PAYLOAD")),
            List.of(Map.entry("X-Amz-Security-Token", "t")),
            List.of(Map.entry("Host", "b")));
    return Combinators.combine(
            queries, credentials(), times(), expires, signatures(), more(), extra)
        .as(
            (query, credential, time, seconds, signature, more, others) -> {
              List<Map.Entry<String, String>> lines = new ArrayList<>();
              lines.add(Map.entry("Host", "examplebucket.s3.amazonaws.com"));
              lines.addAll(more);
              String names = all(lines).replace(";", "%3B");
              lines.addAll(others);
              String target =
                  "/test.txt?"
                      + query.formatted(
                          credential.replace("/", "%2F"), time, seconds, names, signature);
              return new Sent("GET", target, lines);
            });
  }
}
