package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.error.RequestTimeTooSkewedException;
import io.sallyport.http.RequestHead;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;

/** What some clients do and others do not. */
class ClientQuirksTest {
  private static final byte[] FORM = "Action=AssumeRole&RoleArn=a+b".getBytes(UTF_8);

  private static RequestHead.Builder call() {
    return RequestHead.builder("POST", "/").header("Host", "127.0.0.1:8000");
  }

  @Test
  void anIamOrStsCallStatesNoHashAndMayHaveNoRegion() {
    RequestHead head =
        OwnSigner.sign(
                call().header("X-Amz-Date", "20130524T000000Z"),
                "/sts",
                "host;x-amz-date",
                Digests.sha256Hex(FORM))
            .build();
    SignedRequest signed = (SignedRequest) AwsExamples.VERIFIER.parse(head);
    assertEquals(PayloadMode.UNSTATED, signed.payload());
    assertEquals("", signed.region());
    VerifiedRequest verified = AwsExamples.VERIFIER.verify(signed, AwsExamples.SECRET, FORM);
    assertThrows(
        BodyRejectedException.class,
        () -> verified.body().decoded(new ByteArrayInputStream(new byte[0])).readAllBytes());
    byte[] other = "Action=AssumeRole&RoleArn=other".getBytes(UTF_8);
    assertThrows(
        InvalidCredentialsException.class,
        () -> AwsExamples.VERIFIER.verify(signed, AwsExamples.SECRET, other));
    assertThrows(
        MalformedRequestException.class,
        () -> AwsExamples.VERIFIER.verify(signed, AwsExamples.SECRET));
  }

  @Test
  void anIamOrStsCallMayStateItsHash() {
    String hash = Digests.sha256Hex(FORM);
    RequestHead head =
        OwnSigner.sign(
                call()
                    .header("X-Amz-Date", "20130524T000000Z")
                    .header("X-Amz-Content-Sha256", hash),
                "us-east-1/iam",
                "host;x-amz-content-sha256;x-amz-date",
                hash)
            .build();
    SignedRequest signed = (SignedRequest) AwsExamples.VERIFIER.parse(head);
    AwsExamples.VERIFIER.verify(signed, AwsExamples.SECRET, FORM);
    assertEquals(
        Fault.BODY_HASH,
        assertThrows(
                MalformedRequestException.class,
                () -> AwsExamples.VERIFIER.verify(signed, AwsExamples.SECRET, new byte[1]))
            .fault());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Fri, 24 May 2013 00:00:00 GMT", "20130524T000000Z"})
  void theTimeMayBeInTheDateHeader(String date) {
    RequestHead head =
        OwnSigner.sign(
                call().header("Date", date), "us-east-1/sts", "date;host", Digests.sha256Hex(FORM))
            .build();
    AwsExamples.VERIFIER.verify(
        (SignedRequest) AwsExamples.VERIFIER.parse(head), AwsExamples.SECRET, FORM);
  }

  @Test
  void aRequestWithoutATimeIsRefused() {
    RequestHead head =
        OwnSigner.sign(call(), "us-east-1/sts", "host", Digests.sha256Hex(FORM)).build();
    assertEquals(
        Fault.DATE,
        assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(head))
            .fault());
  }

  @ParameterizedTest
  @CsvSource({"X-Amz-Content-Sha256", "x-amz-content-sha256"})
  void aPresignedUrlMaySayInItsQueryThatItsBodyIsUnsigned(String name) {
    SdkClient client = SdkClient.of("s3", "us-east-1");
    var request =
        SdkClient.request(SdkHttpMethod.PUT, "https", "/bucket/key")
            .putRawQueryParameter(name, "UNSIGNED-PAYLOAD")
            .putRawQueryParameter("x-amz-acl", "private")
            .build();
    SdkClient.Sent sent = client.presign(request, AwsExamples.CLOCK, Duration.ofSeconds(1));
    assertEquals(PayloadMode.UNSIGNED, sent.verify().request().payload());
  }

  @Test
  void aPresignedCallOfStsHasAnEmptyBody() {
    SdkClient client = SdkClient.of("sts", "us-east-1");
    var request =
        SdkClient.request(SdkHttpMethod.GET, "https", "/")
            .putRawQueryParameter("Action", "GetCallerIdentity")
            .build();
    SdkClient.Sent sent = client.presign(request, AwsExamples.CLOCK, Duration.ofSeconds(60));
    SignedRequest signed = (SignedRequest) AwsExamples.VERIFIER.parse(sent.head());
    AwsExamples.VERIFIER.verify(signed, AwsExamples.SECRET, new byte[0]);
    assertThrows(
        InvalidCredentialsException.class,
        () -> AwsExamples.VERIFIER.verify(signed, AwsExamples.SECRET, FORM));
  }

  /** As AWS's own does: tokens of EKS's kind say 60 seconds, and are kept for 14 minutes. */
  @ParameterizedTest
  @CsvSource({"1, sts", "60, sts", "604800, sts", "604800, iam"})
  void aPresignedCallLivesForFifteenMinutesWhateverItSays(int seconds, String service) {
    var request =
        SdkClient.request(SdkHttpMethod.GET, "https", "/")
            .putRawQueryParameter("Action", "GetCallerIdentity")
            .build();
    SdkClient.Sent sent =
        SdkClient.of(service, "us-east-1")
            .presign(request, AwsExamples.CLOCK, Duration.ofSeconds(seconds));
    SignedRequest signed = (SignedRequest) later(900).parse(sent.head());
    assertTrue(signed.isPresigned());
    assertThrows(RequestTimeTooSkewedException.class, () -> later(901).parse(sent.head()));
  }

  private static SignatureVerifier later(int seconds) {
    return new SignatureVerifier(Clock.offset(AwsExamples.CLOCK, Duration.ofSeconds(seconds)));
  }

  @Test
  void headersThatAreNotOfAmazonNeedNotBeSigned() {
    AwsExamples.verify(
        AwsExamples.getObject()
            .header("User-Agent", "curl")
            .header("X-Forwarded-For", "::1")
            .header("X-Amzn-Trace-Id", "Root=1")
            .header("amz-sdk-request", "attempt=1"));
  }

  @Test
  void anAnonymousBodyIsCheckedAgainstWhatItStates() throws java.io.IOException {
    RequestHead head =
        RequestHead.builder("PUT", "/bucket/key")
            .header("Host", "h")
            .header("x-amz-content-sha256", Digests.sha256Hex(FORM))
            .build();
    BodyVerifier body = ((UnsignedRequest) AwsExamples.VERIFIER.parse(head)).body();
    assertEquals(FORM.length, body.decoded(new ByteArrayInputStream(FORM)).readAllBytes().length);
    assertThrows(
        BodyRejectedException.class,
        () -> body.decoded(new ByteArrayInputStream(new byte[3])).readAllBytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | - | x-amz-checksum-crc32",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | -1 | x-amz-checksum-crc32",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 9999999999999999999 | x-amz-checksum-crc32",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 1 | -",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 1 | x-amz-checksum-md4",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 1 | x-amz-checksum-crc32,x-amz-checksum-sha1",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER | 1 | x-amz-meta-a",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD | 1 | x-amz-checksum-crc32"
      })
  void chunksThatAreAnnouncedWrongAreRefused(String mode, String length, String trailer) {
    RequestHead.Builder head =
        call()
            .header("X-Amz-Date", "20130524T000000Z")
            .header("X-Amz-Content-Sha256", mode)
            .header("X-Amz-Decoded-Content-Length", length == null ? "" : length)
            .header("X-Amz-Trailer", trailer == null ? "" : trailer);
    RequestHead signed =
        OwnSigner.sign(
                head,
                "us-east-1/s3",
                "host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-trailer",
                mode)
            .build();
    boolean isLengthWrong = length == null || !length.equals("1");
    assertEquals(
        isLengthWrong ? Fault.DECODED_LENGTH : Fault.TRAILER,
        assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(signed))
            .fault());
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-meta-team, pho\u00c3\u00a4tos, &x-amz-meta-team=pho%C3%A4tos",
    "x-amz-acl, public-read, &x-amz-acl=public-read",
    "x-amz-tagging, a=b, &x-amz-tagging=a%3Db"
  })
  void aSignedHeaderMayStandInTheQueryOfAPresignedUrl(
      String name, String value, String parameters) {
    AwsExamples.verify(OwnSigner.presignHoisting("us-east-1/s3", name, value, parameters));
    // Another value there is not the one that was signed.
    RequestHead signed =
        OwnSigner.presignHoisting("us-east-1/s3", name, value + "x", parameters).build();
    assertThrows(
        InvalidCredentialsException.class,
        () ->
            AwsExamples.VERIFIER.verify(
                (SignedRequest) AwsExamples.VERIFIER.parse(signed), AwsExamples.SECRET));
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1/s3, x-amz-server-side-encryption, AES256, &x-amz-server-side-encryption=AES256",
    "us-east-1/s3, x-amz-object-lock-mode, COMPLIANCE, &x-amz-object-lock-mode=COMPLIANCE",
    "us-east-1/s3, range, bytes=0-1, &range=bytes%3D0-1",
    "us-east-1/s3, x-amz-acl, private, &X-Amz-Acl=private",
    "us-east-1/s3, x-amz-acl, private, &x-amz-acl=private&x-amz-acl=private",
    "us-east-1/s3, x-amz-meta-team, a, &x-amz-meta-team=a%0Ab:c",
    "us-east-1/s3, x-amz-meta-team, a, ''",
    "us-east-1/sts, x-amz-meta-team, a, &x-amz-meta-team=a"
  })
  void noOtherSignedHeaderStandsThere(String scope, String name, String value, String parameters) {
    RequestHead head = OwnSigner.presignHoisting(scope, name, value, parameters).build();
    MalformedRequestException refusal =
        assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(head));
    assertEquals(Fault.SIGNED_HEADER_MISSING, refusal.fault());
  }

  @Test
  void aHeaderThatWasSignedInHeadersDoesNotStandInTheQuery() {
    RequestHead.Builder signed =
        RequestHead.builder("PUT", "/b/k?x-amz-acl=private")
            .header("Host", "127.0.0.1:8000")
            .header("X-Amz-Date", "20130524T000000Z")
            .header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
    RequestHead head =
        OwnSigner.sign(
                signed,
                "us-east-1/s3",
                "host;x-amz-acl;x-amz-content-sha256;x-amz-date",
                "UNSIGNED-PAYLOAD")
            .build();
    MalformedRequestException refusal =
        assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(head));
    assertEquals(Fault.SIGNED_HEADER_MISSING, refusal.fault());
  }
}
