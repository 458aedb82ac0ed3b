package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;

/** What a head states of its body is held against the body, in S3's words. */
class ChecksumHeadersTest {
  private static final byte[] BODY = "123456789".getBytes(US_ASCII);

  /** The published check values of each algorithm. */
  private static final Map<String, String> OF_BODY =
      Map.of(
          "x-amz-checksum-crc32", "y/Q5Jg==",
          "x-amz-checksum-crc32c", "4waSgw==",
          "x-amz-checksum-crc64nvme", "rosUhgp5mIg=",
          "x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=",
          "x-amz-checksum-sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
          "content-md5", "JfnnlDI7RTiF9RgfG2JNCw==");

  private static final Map<String, String> OF_NOTHING =
      Map.of(
          "x-amz-checksum-crc32", "AAAAAA==",
          "x-amz-checksum-crc32c", "AAAAAA==",
          "x-amz-checksum-crc64nvme", "AAAAAAAAAAA=",
          "x-amz-checksum-sha1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
          "x-amz-checksum-sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
          "content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==");

  private static final String CRC32 = "x-amz-checksum-crc32";

  private static BodyVerifier put(Map<String, String> headers) {
    return body("PUT", "/bucket/key", headers);
  }

  private static BodyVerifier body(String method, String target, Map<String, String> headers) {
    RequestHead.Builder head = RequestHead.builder(method, target).header("host", "s3");
    headers.forEach(head::header);
    return ((UnsignedRequest) AwsExamples.VERIFIER.parse(head.build())).body();
  }

  private static byte[] read(BodyVerifier verifier) throws IOException {
    return verifier.decoded(new ByteArrayInputStream(BODY)).readAllBytes();
  }

  private static MalformedRequestException rejection(BodyVerifier verifier) {
    return assertThrows(BodyRejectedException.class, () -> read(verifier)).refusal();
  }

  private static MalformedRequestException refusal(Map<String, String> headers) {
    return assertThrows(MalformedRequestException.class, () -> put(headers));
  }

  @Test
  void whatIsRightIsGiven() throws IOException {
    for (Map.Entry<String, String> each : OF_BODY.entrySet()) {
      assertArrayEquals(BODY, read(put(Map.of(each.getKey(), each.getValue()))), each.getKey());
    }
    assertArrayEquals(
        BODY,
        read(put(Map.of("content-md5", OF_BODY.get("content-md5"), CRC32, OF_BODY.get(CRC32)))));
  }

  @Test
  void whatIsWrongIsBadDigestBeforeTheLastByte() throws IOException {
    for (Map.Entry<String, String> each : OF_NOTHING.entrySet()) {
      BodyVerifier verifier = put(Map.of(each.getKey(), each.getValue()));
      InputStream in = verifier.passThrough(new ByteArrayInputStream(BODY));
      assertThrows(BodyRejectedException.class, () -> in.readNBytes(BODY.length), each.getKey());
      assertThrows(BodyRejectedException.class, in::read, each.getKey());
      assertEquals("BadDigest", rejection(verifier).code(), each.getKey());
      assertThrows(
          BodyRejectedException.class,
          () -> verifier.wholeFirst(100).decoded(new ByteArrayInputStream(BODY)).readAllBytes());
    }
  }

  @Test
  void theMessagesAreThoseOfS3() {
    assertEquals(
        "The CRC32 you specified did not match the calculated checksum.",
        rejection(put(Map.of(CRC32, "AAAAAA=="))).getMessage());
    assertEquals(
        "The CRC64NVME you specified did not match the calculated checksum.",
        rejection(put(Map.of("x-amz-checksum-crc64nvme", "AAAAAAAAAAA="))).getMessage());
    assertEquals(
        "The Content-MD5 you specified did not match what we received.",
        rejection(put(Map.of("content-md5", OF_NOTHING.get("content-md5")))).getMessage());
    assertEquals(
        "Value for x-amz-checksum-crc32 header is invalid.",
        refusal(Map.of(CRC32, "y/Q5J")).getMessage());
  }

  @Test
  void aValueThatCanBeNoneIsRefusedAtOnce() {
    for (String name : OF_BODY.keySet()) {
      for (String value :
          List.of(
              "", "y", "y/Q5Jg", "y/Q5Jh==", "y_Q5Jg==", "y/Q5Jg==-2", "y/Q5 Jg==", "AAAAAAA=")) {
        MalformedRequestException refusal = refusal(Map.of(name, value));
        boolean isMd5 = name.equals("content-md5");
        assertEquals(isMd5 ? "InvalidDigest" : "InvalidRequest", refusal.code(), name + value);
        assertEquals(isMd5 ? Fault.MD5_VALUE : Fault.CHECKSUM_VALUE, refusal.fault());
      }
    }
  }

  @Test
  void moreThanOneChecksumIsRefused() {
    Map<String, String> two = new HashMap<>(OF_BODY);
    two.keySet().retainAll(List.of(CRC32, "x-amz-checksum-sha1"));
    assertEquals(Fault.CHECKSUMS, refusal(two).fault());
    RequestHead twice =
        RequestHead.builder("PUT", "/bucket/key")
            .header(CRC32, "y/Q5Jg==")
            .header(CRC32, "y/Q5Jg==")
            .build();
    UnsignedRequest request = (UnsignedRequest) AwsExamples.VERIFIER.parse(twice);
    assertEquals(
        Fault.HEADER_REPEATED,
        assertThrows(MalformedRequestException.class, request::body).fault());
  }

  @Test
  void aChecksumInTheHeaderAndInTheTrailerIsRefused() {
    for (String trailer : List.of(CRC32, "x-amz-checksum-sha1")) {
      assertEquals(
          Fault.CHECKSUMS,
          refusal(
                  Map.of(
                      CRC32,
                      "y/Q5Jg==",
                      "x-amz-trailer",
                      trailer,
                      "x-amz-content-sha256",
                      "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                      "x-amz-decoded-content-length",
                      "9"))
              .fault());
    }
  }

  @Test
  void contentMd5IsOfTheObjectInTheChunks() throws IOException {
    for (String md5 : List.of(OF_BODY.get("content-md5"), OF_NOTHING.get("content-md5"))) {
      BodyVerifier verifier =
          put(
              Map.of(
                  "content-md5",
                  md5,
                  "x-amz-trailer",
                  CRC32,
                  "x-amz-content-sha256",
                  "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                  "x-amz-decoded-content-length",
                  "9"));
      InputStream in =
          verifier.decoded(
              new ByteArrayInputStream(
                  "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n"
                      .getBytes(US_ASCII)));
      if (md5.equals(OF_BODY.get("content-md5"))) {
        assertArrayEquals(BODY, in.readAllBytes());
      } else {
        assertEquals(
            Fault.BODY_MD5, assertThrows(BodyRejectedException.class, in::read).refusal().fault());
      }
    }
  }

  @Test
  void anUnknownChecksumIsRefusedByName() {
    MalformedRequestException refusal = refusal(Map.of("x-amz-checksum-foo", "y/Q5Jg=="));
    assertEquals(Fault.CHECKSUM_UNKNOWN, refusal.fault());
    assertTrue(refusal.getMessage().endsWith("x-amz-checksum-foo"), refusal.getMessage());
  }

  @Test
  void whatIsSaidOfChecksumsIsNone() throws IOException {
    assertArrayEquals(
        BODY,
        read(
            put(
                Map.of(
                    "x-amz-checksum-mode", "ENABLED",
                    "x-amz-checksum-type", "FULL_OBJECT",
                    "x-amz-checksum-algorithm", "CRC32"))));
  }

  @Test
  void theAlgorithmThatIsSaidIsTheOneThatIsThere() throws IOException {
    String said = "x-amz-sdk-checksum-algorithm";
    assertArrayEquals(BODY, read(put(Map.of(said, "CRC32", CRC32, "y/Q5Jg=="))));
    assertArrayEquals(BODY, read(put(Map.of(said, "crc32", CRC32, "y/Q5Jg=="))));
    assertEquals(
        "Value for x-amz-sdk-checksum-algorithm header is invalid.",
        refusal(Map.of(said, "SHA1", CRC32, "y/Q5Jg==")).getMessage());
    assertEquals(Fault.CHECKSUM_MISSING, refusal(Map.of(said, "CRC32")).fault());
    assertEquals(
        Fault.CHECKSUM_MISSING,
        refusal(Map.of(said, "MD5", "content-md5", OF_BODY.get("content-md5"))).fault());
  }

  @Test
  void whatIsAnnouncedAsEmptyIsCheckedAtOnce() {
    OF_BODY.forEach(
        (name, value) ->
            assertEquals(
                "BadDigest", refusal(Map.of(name, value, "content-length", "0")).code(), name));
    OF_NOTHING.forEach((name, value) -> put(Map.of(name, value, "content-length", "0")));
  }

  @Test
  void aLengthIsWrittenInOneWay() throws IOException {
    for (String length : List.of("9", "10", "123456789012345678")) {
      assertArrayEquals(BODY, read(put(Map.of("content-length", length))));
    }
    for (String length :
        List.of(
            "", "00", "09", "+0", "-0", "0, 0", "0x0", "0.0", "0 0", "\u00b2", "9".repeat(19))) {
      assertEquals(Fault.CONTENT_LENGTH, refusal(Map.of("content-length", length)).fault(), length);
    }
    RequestHead twice =
        RequestHead.builder("PUT", "/bucket/key")
            .header("content-length", "0")
            .header("content-length", "0")
            .build();
    UnsignedRequest request = (UnsignedRequest) AwsExamples.VERIFIER.parse(twice);
    assertEquals(
        Fault.HEADER_REPEATED,
        assertThrows(MalformedRequestException.class, request::body).fault());
  }

  @Test
  void noBodyInChunksIsEmptyAsItIsSent() {
    for (String decoded : List.of("9", "0")) {
      Map<String, String> chunks =
          Map.of(
              "x-amz-trailer",
              CRC32,
              "x-amz-content-sha256",
              "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
              "x-amz-decoded-content-length",
              decoded);
      Map<String, String> empty = new HashMap<>(chunks);
      empty.put("content-length", "0");
      put(chunks);
      assertEquals(Fault.BODY_INCOMPLETE, refusal(empty).fault(), decoded);
    }
  }

  @Test
  void whoeverSignedItALengthOfNothingIsRefusedBeforeTheSecretIsKnown() {
    SdkClient s3 = SdkClient.of("s3", "us-east-1");
    for (String length : List.of("00", "0")) {
      RequestHead signed =
          s3.sign(SdkClient.request(SdkHttpMethod.PUT, "http", "/bucket/key").build(), BODY).head();
      RequestHead.Builder sent = RequestHead.builder("PUT", "/bucket/key");
      signed.forEachHeader(sent::header);
      RequestHead head = sent.header("content-length", length).build();
      assertEquals(
          length.equals("0") ? Fault.BODY_HASH : Fault.CONTENT_LENGTH,
          assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(head))
              .fault());
    }
  }

  @Test
  void theChecksumOfACompletedUploadIsNotOfItsBody() throws IOException {
    String upload = "/bucket/key?uploadId=1";
    for (String value : List.of("AAAAAA==", "AAAAAA==-3")) {
      Map<String, String> headers = Map.of(CRC32, value, "x-amz-checksum-type", "COMPOSITE");
      assertArrayEquals(BODY, read(body("POST", upload, headers)));
      assertThrows(
          MalformedRequestException.class,
          () -> read(body("PUT", upload + "&partNumber=1", Map.of(CRC32, "AAAAAA==-3"))));
    }
    assertEquals(
        Fault.BODY_MD5,
        rejection(body("POST", upload, Map.of("content-md5", OF_NOTHING.get("content-md5"))))
            .fault());
    assertEquals(
        Fault.BODY_CHECKSUM,
        rejection(body("PUT", upload + "&partNumber=1", Map.of(CRC32, "AAAAAA=="))).fault());
  }

  @Test
  void whoeverSignedItAWrongValueIsRefusedBeforeTheSecretIsKnown() throws IOException {
    SdkClient s3 = SdkClient.of("s3", "us-east-1");
    for (String value : List.of("y/Q5Jg==", "AAAAAA==", "y")) {
      RequestHead head =
          s3.sign(
                  SdkClient.request(SdkHttpMethod.PUT, "http", "/bucket/key")
                      .putHeader(CRC32, value)
                      .build(),
                  BODY)
              .head();
      if (value.equals("y")) {
        assertEquals(
            Fault.CHECKSUM_VALUE,
            assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(head))
                .fault());
        continue;
      }
      BodyVerifier verifier =
          AwsExamples.VERIFIER
              .verify((SignedRequest) AwsExamples.VERIFIER.parse(head), AwsExamples.SECRET)
              .body();
      if (value.equals("y/Q5Jg==")) {
        assertArrayEquals(BODY, read(verifier));
      } else {
        assertEquals(Fault.BODY_CHECKSUM, rejection(verifier).fault());
      }
    }
  }

  @Test
  void whatHasNoBodyStatesNone() {
    for (String method : List.of("GET", "HEAD")) {
      assertThrows(
          MalformedRequestException.class, () -> body("DELETE", "/b/k", Map.of(CRC32, "y")));
      InputStream in = new ByteArrayInputStream(BODY);
      assertEquals(in, body(method, "/bucket/key", Map.of(CRC32, "y")).decoded(in));
    }
  }
}
