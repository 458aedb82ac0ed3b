package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.http.RequestHead;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The example of the Amazon S3 API reference, "Browser-Based Upload using HTTP POST (Using AWS
 * Signature Version 4)".
 */
class FormSignatureTest {
  private static final String POLICY =
      "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6"
          + "IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRo"
          + "IiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAg"
          + "IHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5h"
          + "bWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwg"
          + "IiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUx"
          + "MjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0s"
          + "DQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16"
          + "LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3"
          + "czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwN"
          + "CiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";

  private static final RequestHead PUT =
      RequestHead.builder("PUT", "/sigv4examplebucket/user/user1/a")
          .header("host", "sigv4examplebucket.s3.amazonaws.com")
          .build();

  private static final SignatureVerifier VERIFIER =
      new SignatureVerifier(Clock.fixed(Instant.parse("2015-12-29T12:00:00Z"), ZoneOffset.UTC));

  private static Map<String, String> fields() {
    return new HashMap<>(
        Map.of(
            "policy", POLICY,
            "x-amz-algorithm", "AWS4-HMAC-SHA256",
            "x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request",
            "x-amz-date", "20151229T000000Z",
            "x-amz-signature", "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"));
  }

  @Test
  void awsExampleIsVerified() {
    SignedRequest request = (SignedRequest) VERIFIER.parseForm(PUT, fields());
    assertTrue(request.isForm());
    assertEquals("AKIAIOSFODNN7EXAMPLE", request.accessKeyId().value());
    assertEquals(request, VERIFIER.verify(request, AwsExamples.SECRET).request());
  }

  @Test
  void anotherPolicyIsNotTheOneThatWasSigned() {
    Map<String, String> fields = fields();
    fields.put("policy", POLICY.replace("eyAi", "eyAj"));
    SignedRequest request = (SignedRequest) VERIFIER.parseForm(PUT, fields);
    assertThrows(
        InvalidCredentialsException.class, () -> VERIFIER.verify(request, AwsExamples.SECRET));
  }
}
