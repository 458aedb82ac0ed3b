package io.sallyport.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.credential.SecretKey;
import io.sallyport.error.AwsService;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.error.RequestTimeTooSkewedException;
import io.sallyport.http.RequestHead;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to bear a signature that is not one. */
class SignatureRefusalTest {
  private static final String GOOD =
      "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

  /** What is refused before it is known whether there is such an access key. */
  private static Fault refused(RequestHead.Builder request) {
    RequestHead head = request.build();
    return assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(head))
        .fault();
  }

  private static Reason mismatched(RequestHead.Builder request) {
    return assertThrows(InvalidCredentialsException.class, () -> AwsExamples.verify(request))
        .reason();
  }

  /** AWS's GetObject example with another Authorization header. */
  private static RequestHead.Builder authorized(UnaryOperator<String> change) {
    RequestHead example = AwsExamples.getObject().build();
    RequestHead.Builder changed = RequestHead.builder(example.method(), example.rawPath());
    for (String name : example.headerNames()) {
      String value = example.header(name).orElseThrow();
      changed.header(name, name.equals("authorization") ? change.apply(value) : value);
    }
    return changed;
  }

  private static RequestHead.Builder presigned(UnaryOperator<String> change) {
    RequestHead example = AwsExamples.presigned(GOOD).build();
    return RequestHead.builder("GET", "/test.txt?" + change.apply(example.rawQuery()))
        .header("Host", AwsExamples.HOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=",
        "AWS4-ECDSA-P256-SHA256"
            + " Credential=A/20130524/s3/aws4_request,SignedHeaders=host,Signature=00",
        "AWS4-HMAC-SHA1 Credential=A/20130524/us-east-1/s3/aws4_request"
      })
  void anotherVersionOfSignaturesIsToldWhichOneToUse(String authorization) {
    RequestHead head = authorized(value -> authorization).build();
    MalformedRequestException refusal =
        assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(head));
    assertEquals("InvalidRequest", refusal.code());
    assertEquals(400, refusal.httpStatus());
    assertEquals(
        "The authorization mechanism you have provided is not supported. Please use"
            + " AWS4-HMAC-SHA256.",
        refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws4-hmac-sha256 Credential=A/20130524/us-east-1/s3/aws4_request",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Basic QTpC",
        "AWS",
        ""
      })
  void anotherSchemeIsRefused(String authorization) {
    Fault expected =
        authorization.equals("AWS") ? Fault.SIGNATURE_VERSION : Fault.AUTHORIZATION_TYPE;
    assertEquals(expected, refused(authorized(value -> authorization)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Credential=AKIAIOSFODNN7EXAMPLE/ | Credential=",
        "Credential=AKIAIOSFODNN7EXAMPLE/ | Credential=A/B/",
        "Credential=AKIAIOSFODNN7EXAMPLE/ | Credential=*/",
        "/20130524/ | /20130523/",
        "/20130524/ | /2013052/",
        "/s3/ | //",
        "/s3/ | /S3/",
        "aws4_request | aws4",
        "SignedHeaders=host; | SignedHeaders=HOST;",
        "SignedHeaders=host; | SignedHeaders=host;host;",
        "SignedHeaders=host; | SignedHeaders=;host;",
        "host;range | range;host",
        "Signature= | Signature=0",
        "Signature=f0 | Signature=F0",
        "Signature= | signature=",
        ",Signature= | ,Signature=1,Signature=",
        ",Signature= | ,Extra=1,Signature=",
        ",Signature= | ,,Signature=",
        "SignedHeaders= | Signed="
      })
  void aMalformedHeaderIsRefused(String from, String to) {
    assertEquals(Fault.AUTHORIZATION_HEADER, refused(authorized(value -> value.replace(from, to))));
  }

  @Test
  void headersLongerThanS3TakesThemAreRefusedSignedOrNot() {
    String agent = "a".repeat(8 * 1024);
    assertEquals(
        Fault.HEADERS_TOO_LONG, refused(authorized(value -> value).header("User-Agent", agent)));
    assertEquals(
        Fault.HEADERS_TOO_LONG, refused(RequestHead.builder("GET", "/").header("Referer", agent)));
  }

  @Test
  void aSignedHeaderThatDidNotComeIsNamed() {
    RequestHead.Builder request =
        authorized(value -> value.replace("host;range", "host;missing;range"));
    assertEquals(Fault.SIGNED_HEADER_MISSING, refused(request));
  }

  @Test
  void twoAuthorizationHeadersAreRefused() {
    RequestHead.Builder twice = AwsExamples.getObject().header("Authorization", "AWS4-HMAC-SHA256");
    assertEquals(Fault.HEADER_REPEATED, refused(twice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "x-amz-date", "x-amz-content-sha256"})
  void headersThatMustBeSignedAre(String name) {
    assertEquals(
        Fault.HEADERS_NOT_SIGNED,
        refused(authorized(value -> value.replace(";" + name, "").replace(name + ";", ""))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-amz-acl", "X-Amz-Security-Token", "x-amz-meta-a", "X-AMZ-"})
  void anUnsignedAmzHeaderIsRefused(String name) {
    assertEquals(
        Fault.HEADERS_NOT_SIGNED, refused(AwsExamples.getObject().header(name, "public-read")));
    assertEquals(
        name.startsWith("X-Amz-Sec") ? Fault.SIGNED_TWICE : Fault.HEADERS_NOT_SIGNED,
        refused(AwsExamples.presigned(GOOD).header(name, "public-read")));
  }

  @Test
  void theHeaderThatIsNotSignedIsNamed() {
    RequestHead head = AwsExamples.presigned(GOOD).header("X-Amz-Meta-A", "b").build();
    MalformedRequestException refusal =
        assertThrows(MalformedRequestException.class, () -> AwsExamples.VERIFIER.parse(head));
    assertEquals("AccessDenied", refusal.code());
    assertEquals(403, refusal.httpStatus());
    assertEquals(
        "There were headers present in the request which were not signed: x-amz-meta-a",
        refusal.getMessage());
  }

  @Test
  void aPresignedUrlTakesAHeaderThatSaysOnceMoreThatItsBodyIsUnsigned() {
    AwsExamples.verify(
        AwsExamples.presigned(GOOD).header("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
    assertEquals(
        Fault.HEADERS_NOT_SIGNED,
        refused(AwsExamples.presigned(GOOD).header("x-amz-content-sha256", Digests.EMPTY_SHA256)));
  }

  /** A URL of S3 that lives for no time is over; one of a call would live as long as any. */
  @Test
  void aUrlOfACallThatLivesForNoTimeIsRefused() {
    for (String service : new String[] {"sts", "iam"}) {
      assertEquals(
          Fault.EXPIRES,
          refused(
              presigned(
                  query ->
                      query
                          .replace("%2Fs3%2F", "%2F" + service + "%2F")
                          .replace("Expires=86400", "Expires=0"))));
    }
  }

  @Test
  void aSignedHeaderSentTwiceIsNotTheOneThatWasSigned() {
    assertEquals(
        Reason.SIGNATURE_MISMATCH,
        mismatched(AwsExamples.getObject().header("Range", "bytes=0-1")));
    assertEquals(Fault.HOST, refused(AwsExamples.getObject().header("Host", "b")));
    assertEquals(
        Fault.HEADER_REPEATED,
        refused(AwsExamples.getObject().header("x-amz-date", "20130524T000000Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Amz-Signature=" + GOOD,
        "X-Amz-Algorithm=AWS4-HMAC-SHA256",
        "X-Amz-Security-Token=t",
        "x-amz-signature=1",
        "X%2DAmz%2DSignature=1"
      })
  void bothFormsAtOnceAreRefused(String parameter) {
    RequestHead example = AwsExamples.getObject().build();
    RequestHead.Builder both = RequestHead.builder("GET", "/test.txt?" + parameter);
    example.headerNames().forEach(n -> both.header(n, example.header(n).orElseThrow()));
    Fault expected = parameter.startsWith("x-") ? Fault.AUTHORIZATION_QUERY : Fault.SIGNED_TWICE;
    assertEquals(expected, refused(both));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Amz-Algorithm=AWS4-HMAC-SHA256 | X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256",
        "X-Amz-Algorithm= | AWSAccessKeyId=",
        "X-Amz-Algorithm= | Signature=1&X-Amz-Algorithm=",
      })
  void anotherPresignedSchemeIsRefused(String from, String to) {
    assertEquals(Fault.SIGNATURE_VERSION, refused(presigned(query -> query.replace(from, to))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Amz-Expires=86400 | X-Amz-Expires=1.5",
        "X-Amz-Expires=86400 | X-Amz-Expires=604801",
        "X-Amz-Expires=86400 | X-Amz-Expires=-1",
        "X-Amz-Expires=86400 | X-Amz-Expires=99999999999999999999",
        "X-Amz-Expires=86400 | X-Amz-Expires=",
        "&X-Amz-Expires=86400 | &a=b",
        "X-Amz-Expires=86400 | X-Amz-Expires=86400&X-Amz-Expires=86400",
        "X-Amz-Expires=86400 | X-Amz-Expires=86400&x-amz-expires=604800",
        "X-Amz-Algorithm= | X-Amz-Other=",
        "X-Amz-Date=20130524T000000Z | X-Amz-Date=20130532T000000Z",
        "X-Amz-Date=20130524T000000Z | X-Amz-Date=20130525T000000Z",
        "SignedHeaders=host | SignedHeaders=",
      })
  void aMalformedPresignedUrlIsRefused(String from, String to) {
    MalformedRequestException refusal =
        assertThrows(
            MalformedRequestException.class,
            () -> AwsExamples.VERIFIER.parse(presigned(q -> q.replace(from, to)).build()));
    assertEquals("AuthorizationQueryParametersError", refusal.code());
    assertEquals(400, refusal.httpStatus());
  }

  @Test
  void aPresignedUrlThatLivesForNoTimeHasExpiredAtOnce() {
    for (String seconds : new String[] {"0", "000000"}) {
      RequestHead head =
          presigned(query -> query.replace("Expires=86400", "Expires=" + seconds)).build();
      for (Duration later : new Duration[] {Duration.ofMinutes(-1), Duration.ZERO}) {
        Clock clock = Clock.offset(AwsExamples.CLOCK, later);
        RequestTimeTooSkewedException ended =
            assertThrows(
                RequestTimeTooSkewedException.class,
                () -> new SignatureVerifier(clock).parse(head));
        assertEquals("AccessDenied", ended.wire(AwsService.S3).code());
        assertEquals(403, ended.wire(AwsService.S3).httpStatus());
      }
    }
  }

  @Test
  void aPresignedUrlHasNoBodyInChunks() {
    String mode = "X-Amz-Content-Sha256=STREAMING-UNSIGNED-PAYLOAD-TRAILER&";
    assertEquals(Fault.CONTENT_SHA256, refused(presigned(query -> mode + query)));
  }

  @Test
  void aQueryThatIsNotPercentEncodedIsToldSo() {
    for (String parameter : new String[] {"a=%zz&", "a=%FF&"}) {
      RequestHead head = presigned(query -> parameter + query).build();
      assertThrows(InvalidInputException.class, () -> AwsExamples.VERIFIER.parse(head));
    }
  }

  @Test
  void anotherSecretIsRefused() {
    SignedRequest request =
        (SignedRequest) AwsExamples.VERIFIER.parse(AwsExamples.getObject().build());
    assertEquals(
        Reason.SIGNATURE_MISMATCH,
        assertThrows(
                InvalidCredentialsException.class,
                () -> AwsExamples.VERIFIER.verify(request, SecretKey.of("wrong")))
            .reason());
  }

  @ParameterizedTest
  @CsvSource({"-900, true", "900, true", "-901, false", "901, false"})
  void aHeaderIsGoodForFifteenMinutesEitherWay(int seconds, boolean good) {
    SignatureVerifier verifier =
        new SignatureVerifier(Clock.offset(AwsExamples.CLOCK, Duration.ofSeconds(seconds)));
    RequestHead head = AwsExamples.getObject().build();
    if (good) {
      verifier.verify((SignedRequest) verifier.parse(head), AwsExamples.SECRET);
    } else {
      assertThrows(RequestTimeTooSkewedException.class, () -> verifier.parse(head));
    }
  }

  @Test
  void aPresignedUrlEnds() {
    SignatureVerifier verifier =
        new SignatureVerifier(Clock.offset(AwsExamples.CLOCK, Duration.ofSeconds(86401)));
    RequestHead head = AwsExamples.presigned(GOOD).build();
    assertEquals(
        "AccessDenied",
        assertThrows(RequestTimeTooSkewedException.class, () -> verifier.parse(head)).code());
  }

  @Test
  void aPresignedUrlDoesNotBeginInTheFuture() {
    SignatureVerifier verifier =
        new SignatureVerifier(Clock.offset(AwsExamples.CLOCK, Duration.ofSeconds(-901)));
    RequestHead head = AwsExamples.presigned(GOOD).build();
    assertThrows(RequestTimeTooSkewedException.class, () -> verifier.parse(head));
  }

  @Test
  void noSignatureIsAnonymousAndATokenAloneIsRefused() {
    RequestHead.Builder plain = RequestHead.builder("GET", "/b/k?prefix=a").header("Host", "h");
    assertInstanceOf(UnsignedRequest.class, AwsExamples.VERIFIER.parse(plain.build()));
    assertEquals(Fault.TOKEN_WITHOUT_SIGNATURE, refused(plain.header("x-amz-security-token", "t")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UNSIGNED-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "STREAMING-AWS4-HMAC-SHA256-EVENTS",
        "",
        "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
      })
  void theBodyOfAnIamOrStsCallIsTheCallSoItIsHashed(String payload) {
    RequestHead.Builder request =
        RequestHead.builder("POST", "/")
            .header("Host", "sts")
            .header("x-amz-date", "20130524T000000Z")
            .header("x-amz-content-sha256", payload)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=A/20130524//sts/aws4_request, "
                    + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                    + GOOD);
    assertEquals(Fault.CONTENT_SHA256, refused(request));
  }

  @Test
  void anS3RequestMustSayHowItsBodyIsBound() {
    RequestHead.Builder request =
        RequestHead.builder("PUT", "/b/k")
            .header("Host", "s3")
            .header("x-amz-date", "20130524T000000Z")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, "
                    + "SignedHeaders=host;x-amz-date, Signature="
                    + GOOD);
    assertEquals(Fault.CONTENT_SHA256_MISSING, refused(request));
  }
}
