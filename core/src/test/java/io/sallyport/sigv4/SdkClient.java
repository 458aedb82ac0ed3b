package io.sallyport.sigv4;

import io.sallyport.http.RequestHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests signed by the AWS SDK for Java, as they would come over the wire. */
final class SdkClient {
  static final String TOKEN = "FwoGZXIvYXdzEXAMPLE/+==";

  private final AwsCredentialsIdentity credentials;
  private final String service;
  private final String region;

  private SdkClient(AwsCredentialsIdentity credentials, String service, String region) {
    this.credentials = credentials;
    this.service = service;
    this.region = region;
  }

  static SdkClient of(String service, String region) {
    return new SdkClient(
        AwsSessionCredentialsIdentity.create(
            "AKIAIOSFODNN7EXAMPLE", AwsExamples.SECRET.reveal(), TOKEN),
        service,
        region);
  }

  static SdkHttpRequest.Builder request(SdkHttpMethod method, String scheme, String path) {
    return SdkHttpRequest.builder()
        .method(method)
        .protocol(scheme)
        .host("s3.example.com")
        .encodedPath(path);
  }

  /** A signed request and the body that goes with it. */
  record Sent(RequestHead head, Body body) {
    VerifiedRequest verify() {
      return AwsExamples.VERIFIER.verify(
          (io.sallyport.sigv4.SignedRequest) AwsExamples.VERIFIER.parse(head), AwsExamples.SECRET);
    }
  }

  /** The bytes of a body. */
  static final class Body {
    private final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  Sent presign(SdkHttpRequest request, Clock clock, Duration validity) {
    return sign(
        request,
        new byte[0],
        clock,
        r ->
            r.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, validity)
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, !service.equals("s3")));
  }

  Sent sign(SdkHttpRequest request, byte[] body) {
    return sign(request, body, AwsExamples.CLOCK, r -> {});
  }

  /** Signs as the SDK does with chunks and a trailing checksum; over TLS, chunks are not signed. */
  Sent signChunks(SdkHttpRequest request, byte[] body, ChecksumAlgorithm checksum) {
    return sign(
        request,
        body,
        AwsExamples.CLOCK,
        r ->
            r.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                .putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, checksum)
                .putProperty(
                    AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED,
                    request.protocol().equals("http")));
  }

  /** Signs in any of the ways that the SDK knows for bodies. */
  Sent sign(
      SdkHttpRequest request,
      byte[] body,
      boolean isChunked,
      boolean isPayloadSigned,
      Optional<ChecksumAlgorithm> checksum) {
    return sign(
        request,
        body,
        AwsExamples.CLOCK,
        r -> {
          r.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, isChunked)
              .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, isPayloadSigned);
          checksum.ifPresent(
              algorithm -> r.putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, algorithm));
        });
  }

  private Sent sign(
      SdkHttpRequest request,
      byte[] body,
      Clock clock,
      Consumer<SignRequest.Builder<AwsCredentialsIdentity>> properties) {
    boolean isS3 = service.equals("s3");
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r -> {
                  r.identity(credentials)
                      .request(request)
                      .payload(() -> new ByteArrayInputStream(body))
                      .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                      .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                      .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !isS3)
                      .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !isS3);
                  properties.accept(r);
                });
    return new Sent(head(signed.request()), new Body(bytes(signed)));
  }

  private static RequestHead head(SdkHttpRequest request) {
    String query = request.encodedQueryParameters().map("?"::concat).orElse("");
    RequestHead.Builder head =
        RequestHead.builder(request.method().name(), request.encodedPath() + query);
    request.forEachHeader((name, values) -> values.forEach(value -> head.header(name, value)));
    return head.build();
  }

  private static byte[] bytes(SignedRequest signed) {
    if (signed.payload().isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = signed.payload().get().newStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
