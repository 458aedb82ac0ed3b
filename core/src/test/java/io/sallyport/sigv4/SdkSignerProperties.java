package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** What the AWS SDK for Java signs, we accept, however odd the names in it are. */
class SdkSignerProperties {
  private static final SdkClient S3 = SdkClient.of("s3", "us-east-1");
  private static final List<ChecksumAlgorithm> CHECKSUMS =
      List.of(
          DefaultChecksumAlgorithm.CRC32,
          DefaultChecksumAlgorithm.CRC32C,
          DefaultChecksumAlgorithm.SHA1,
          DefaultChecksumAlgorithm.SHA256);

  @Property(tries = 300)
  void acceptsAnyKeyAndQuery(
      @ForAll("keys") String key, @ForAll("parameters") Map<String, String> parameters) {
    SdkHttpRequest.Builder request = SdkClient.request(SdkHttpMethod.GET, "http", path(key));
    parameters.forEach(request::putRawQueryParameter);
    SdkClient.Sent sent = S3.sign(request.build(), new byte[0]);
    assertEquals("/bucket/" + key, sent.head().path());
    SignedRequest verified = sent.verify().request();
    assertEquals(SdkClient.TOKEN, verified.sessionToken().orElseThrow().reveal());
    parameters.forEach(
        (name, value) -> assertEquals(List.of(value), sent.head().query().get(name)));
  }

  @Property(tries = 200)
  void acceptsPresignedUrls(
      @ForAll("keys") String key, @ForAll("parameters") Map<String, String> parameters) {
    SdkHttpRequest.Builder request = SdkClient.request(SdkHttpMethod.GET, "https", path(key));
    parameters.forEach(request::putRawQueryParameter);
    SignedRequest verified =
        S3.presign(request.build(), AwsExamples.CLOCK, Duration.ofDays(7)).verify().request();
    assertEquals(SdkClient.TOKEN, verified.sessionToken().orElseThrow().reveal());
    assertEquals(PayloadMode.UNSIGNED, verified.payload());
  }

  @Property(tries = 200)
  void acceptsAnyHeader(@ForAll("headerValues") List<String> values) {
    SdkHttpRequest request =
        SdkClient.request(SdkHttpMethod.PUT, "http", "/bucket/key")
            .putHeader("x-amz-meta-odd", values)
            .putHeader("Content-Type", "text/plain;  charset=\"a  b\"")
            .build();
    S3.sign(request, new byte[0]).verify();
  }

  @Property(tries = 60)
  void acceptsChunksWithATrailer(
      @ForAll("bodies") byte[] body,
      @ForAll("schemes") String scheme,
      @ForAll("checksums") ChecksumAlgorithm checksum)
      throws IOException {
    SdkHttpRequest request =
        SdkClient.request(SdkHttpMethod.PUT, scheme, "/bucket/key")
            .putHeader("Content-Length", "" + body.length)
            .build();
    SdkClient.Sent sent = S3.signChunks(request, body, checksum);
    VerifiedRequest verified = sent.verify();
    assertEquals(
        scheme.equals("http")
            ? PayloadMode.SIGNED_CHUNKS_AND_TRAILER
            : PayloadMode.UNSIGNED_CHUNKS_AND_TRAILER,
        verified.request().payload());
    byte[] wire = sent.body().bytes();
    assertArrayEquals(body, verified.body().decoded(new ByteArrayInputStream(wire)).readAllBytes());
    assertArrayEquals(
        wire, verified.body().passThrough(new ByteArrayInputStream(wire)).readAllBytes());
  }

  @Property(tries = 100)
  void acceptsCallsOfOtherServices(
      @ForAll("services") String service, @ForAll("regions") String region, @ForAll byte[] body)
      throws IOException {
    SdkClient client = SdkClient.of(service, region);
    for (String path : List.of("/", "/a%20b/c", "/a/../b")) {
      SdkHttpRequest request = SdkClient.request(SdkHttpMethod.POST, "http", path).build();
      SdkClient.Sent sent = client.sign(request, body);
      SignedRequest signed = (SignedRequest) AwsExamples.VERIFIER.parse(sent.head());
      assertEquals(service, signed.service());
      assertEquals(region, signed.region());
      VerifiedRequest verified = AwsExamples.VERIFIER.verify(signed, AwsExamples.SECRET, body);
      assertArrayEquals(
          body, verified.body().decoded(new ByteArrayInputStream(body)).readAllBytes());
    }
  }

  /** Trailer or header, signed or not, in chunks or whole: what it is bound by, it is held to. */
  @Property(tries = 400)
  void acceptsABodyInAnyFormAndNoOtherBody(
      @ForAll("keys") String key,
      @ForAll("bodies") byte[] body,
      @ForAll("schemes") String scheme,
      @ForAll boolean isChunked,
      @ForAll boolean isPayloadSigned,
      @ForAll boolean hasChecksum,
      @ForAll("checksums") ChecksumAlgorithm checksum,
      @ForAll int at)
      throws IOException {
    SdkHttpRequest request =
        SdkClient.request(SdkHttpMethod.PUT, scheme, path(key))
            .putHeader("Content-Length", "" + body.length)
            .build();
    SdkClient.Sent sent =
        S3.sign(
            request,
            body,
            isChunked,
            isPayloadSigned,
            hasChecksum ? Optional.of(checksum) : Optional.empty());
    byte[] wire = sent.body().bytes();
    BodyVerifier verifier = sent.verify().body();
    assertArrayEquals(body, verifier.decoded(new ByteArrayInputStream(wire)).readAllBytes());
    assertArrayEquals(wire, verifier.passThrough(new ByteArrayInputStream(wire)).readAllBytes());

    String header = "x-amz-checksum-" + checksum.algorithmId().toLowerCase(Locale.ROOT);
    boolean isBound =
        sent.head().headers("x-amz-content-sha256").stream().noneMatch("UNSIGNED-PAYLOAD"::equals)
            || !sent.head().headers(header).isEmpty();
    if (body.length > 0 && isBound) {
      int place = indexOf(wire, body) + Math.floorMod(at, Math.min(body.length, 60_000));
      wire[place] ^= 1;
      assertThrows(
          BodyRejectedException.class,
          () -> verifier.decoded(new ByteArrayInputStream(wire)).readAllBytes());
    }
  }

  /** Where the object begins: behind the first line, if it comes in chunks. */
  private static int indexOf(byte[] wire, byte[] body) {
    int at = 0;
    while (wire.length != body.length && wire[at] != '\n') {
      at++;
    }
    return wire.length == body.length ? 0 : at + 1;
  }

  private static String path(String key) {
    return "/bucket/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
  }

  @Provide
  Arbitrary<String> keys() {
    return odd().ofMinLength(1).ofMaxLength(30);
  }

  @Provide
  Arbitrary<Map<String, String>> parameters() {
    // A lone surrogate is no text; SDK and reader both would make a question mark of it.
    return Arbitraries.maps(odd().ofMinLength(1).ofMaxLength(8), odd().ofMaxLength(8))
        .ofMaxSize(5)
        .map(
            map ->
                map.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals("Signature"))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static net.jqwik.api.arbitraries.StringArbitrary odd() {
    return Arbitraries.strings()
        .withChars("/ +%&=?#*~.-_!'()\"<>[]{}|\\^`@:;,$aZ09äß\u4e2d")
        .withCharRange('\u0001', '\u007f');
  }

  @Provide
  Arbitrary<List<String>> headerValues() {
    return Arbitraries.strings()
        .withChars("ab  \t,;=\"'%+")
        .ofMaxLength(12)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<byte[]> bodies() {
    return Arbitraries.integers()
        .between(0, 300_000)
        .map(
            size -> {
              byte[] body = new byte[size];
              new java.util.Random(size).nextBytes(body);
              return body;
            });
  }

  @Provide
  Arbitrary<ChecksumAlgorithm> checksums() {
    return Arbitraries.of(CHECKSUMS);
  }

  @Provide
  Arbitrary<String> schemes() {
    return Arbitraries.of("http", "https");
  }

  @Provide
  Arbitrary<String> services() {
    return Arbitraries.of("iam", "sts");
  }

  @Provide
  Arbitrary<String> regions() {
    return Arbitraries.of("us-east-1", "eu-central-1", "default");
  }
}
