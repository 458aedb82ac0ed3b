package io.sallyport.sigv4;

import io.sallyport.credential.SecretKey;
import io.sallyport.http.RequestHead;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The examples of the Amazon S3 API reference, "Authenticating Requests (AWS Signature Version 4)".
 */
final class AwsExamples {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC);
  static final SecretKey SECRET = SecretKey.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  static final SignatureVerifier VERIFIER = new SignatureVerifier(CLOCK);
  static final String HOST = "examplebucket.s3.amazonaws.com";

  private AwsExamples() {}

  static RequestHead.Builder signed(
      String method, String target, String payload, String signedHeaders, String signature) {
    return RequestHead.builder(method, target)
        .header("Host", HOST)
        .header("x-amz-date", "20130524T000000Z")
        .header("x-amz-content-sha256", payload)
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders="
                + signedHeaders
                + ",Signature="
                + signature);
  }

  static RequestHead.Builder getObject() {
    return signed(
            "GET",
            "/test.txt",
            Digests.EMPTY_SHA256,
            "host;range;x-amz-content-sha256;x-amz-date",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
        .header("Range", "bytes=0-9");
  }

  static RequestHead.Builder putObject() {
    return signed(
            "PUT",
            "/test$file.text",
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
        .header("Date", "Fri, 24 May 2013 00:00:00 GMT")
        .header("x-amz-storage-class", "REDUCED_REDUNDANCY");
  }

  static RequestHead.Builder getBucket(String query, String signature) {
    return signed(
        "GET",
        "/?" + query,
        Digests.EMPTY_SHA256,
        "host;x-amz-content-sha256;x-amz-date",
        signature);
  }

  static RequestHead.Builder presigned(String signature) {
    return RequestHead.builder(
            "GET",
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature="
                + signature)
        .header("Host", HOST);
  }

  static VerifiedRequest verify(RequestHead.Builder request) {
    return VERIFIER.verify((SignedRequest) VERIFIER.parse(request.build()), SECRET);
  }
}
