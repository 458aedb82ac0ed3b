package io.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.UserName;
import io.sallyport.query.QueryResponse;
import io.sallyport.sts.BegunSession;
import io.sallyport.sts.GetSessionTokenRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the signer signs is what AWS documents, and what Sallyport takes. */
class RequestSignerTest {
  private static final String ALL =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
      """;

  private static final RequestSigner OF_AWS =
      RequestSigner.of(
              new AccessKey(
                  new AccessKeyId("AKIAIOSFODNN7EXAMPLE"),
                  SecretKey.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")),
              Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC))
          .atHost("examplebucket.s3.amazonaws.com");

  private final TestSallyport test = TestSallyport.inMemory();
  private final AccessKey alice = test.user("alice", ALL);

  @AfterEach
  void close() {
    test.close();
  }

  private static String signature(RequestHead signed) {
    String header = signed.header("authorization").orElseThrow();
    return header.substring(header.indexOf("Signature=") + "Signature=".length());
  }

  /**
   * The examples of <a
   * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Authorization
   * Header</a>.
   */
  @Test
  void signsAwssOwnExamples() {
    RequestHead get = RequestHead.builder("GET", "/test.txt").header("Range", "bytes=0-9").build();
    assertEquals(
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        signature(OF_AWS.sign(get, new byte[0])));
    RequestHead put =
        RequestHead.builder("PUT", "/test$file.text")
            .header("Date", "Fri, 24 May 2013 00:00:00 GMT")
            .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
            .build();
    assertEquals(
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        signature(OF_AWS.sign(put, "Welcome to Amazon S3.".getBytes(UTF_8))));
    assertEquals(
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        signature(OF_AWS.sign("GET", "/?lifecycle")));
    assertEquals(
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        signature(OF_AWS.sign("GET", "/?max-keys=2&prefix=J")));
  }

  @Test
  void presignsAwssOwnExample() {
    RequestHead url = OF_AWS.presign("GET", "/test.txt", Duration.ofDays(1));
    assertTrue(
        url.rawQuery()
            .endsWith(
                "&X-Amz-Signature="
                    + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"),
        url.rawQuery());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/photos/1.jpg",
        "/photos/a%20b%2Bc",
        "/photos/%C3%A4%2F%2f",
        "/photos/a//b/../c",
        "/photos/*'()!",
        "/photos?list-type=2&prefix=a%20b&delimiter=%2F",
        "/photos?list-type=2&prefix=",
        "/photos/1.jpg?versionId=null"
      })
  void whatItSignsIsTaken(String target) {
    assertGranted(test.signer(alice).sign("GET", target));
    assertGranted(test.signer(alice).inRegion("").sign("GET", target));
    assertGranted(test.signer(alice).presign("GET", target, Duration.ofMinutes(1)));
  }

  private void assertGranted(RequestHead request) {
    AccessAnswer answer = test.sallyport().access().check(request);
    assertInstanceOf(AccessAnswer.Granted.class, answer, answer::toString);
  }

  @Test
  void aSessionSignsWithItsToken() {
    BegunSession session =
        test.sallyport()
            .sts()
            .getSessionToken(
                test.sallyport().principal(new UserName("alice")), GetSessionTokenRequest.of());
    RequestSigner signer = test.signer(session.credentials());
    assertGranted(signer.sign("GET", "/photos/1.jpg"));
    assertGranted(signer.presign("GET", "/photos/1.jpg", Duration.ofMinutes(1)));
    test.clock().advance(Duration.ofHours(13));
    AccessAnswer answer = test.sallyport().access().check(signer.sign("GET", "/photos/1.jpg"));
    assertEquals("ExpiredToken", assertInstanceOf(AccessAnswer.Refused.class, answer).code());
  }

  @Test
  void aBodyIsTheOneThatWasSigned() throws IOException {
    byte[] body = "picture".getBytes(UTF_8);
    RequestHead put = test.signer(alice).sign("PUT", "/photos/1.jpg", body);
    AccessAnswer.Granted granted =
        assertInstanceOf(AccessAnswer.Granted.class, test.sallyport().access().check(put));
    assertEquals(
        "picture",
        new String(
            granted.body().decoded(new ByteArrayInputStream(body)).readAllBytes(), ISO_8859_1));
  }

  @Test
  void aFormOfStsIsTaken() {
    byte[] form = "Action=GetCallerIdentity&Version=2011-06-15".getBytes(UTF_8);
    RequestHead head =
        test.signer(alice)
            .forService("sts")
            .sign(
                RequestHead.builder("POST", "/")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Content-Length", Integer.toString(form.length))
                    .build(),
                form);
    QueryResponse answer = test.sallyport().query().handle(head, form);
    assertEquals(200, answer.status(), answer::body);
    assertTrue(answer.body().contains("arn:aws:iam:::user/alice"), answer::body);
  }

  @Test
  void whatIsKnownOfTheRequestStays() {
    RequestHead request =
        RequestHead.builder("GET", "/photos/1.jpg")
            .header("Host", "elsewhere:8000")
            .header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
            .header("Padded", "  a   b ")
            .remoteAddress("192.0.2.7")
            .secure("1.3")
            .build();
    RequestHead signed = test.signer(alice).sign(request, new byte[0]);
    assertEquals("elsewhere:8000", signed.header("host").orElseThrow());
    assertEquals("UNSIGNED-PAYLOAD", signed.header("x-amz-content-sha256").orElseThrow());
    assertEquals("192.0.2.7", signed.remoteAddress().orElseThrow());
    assertEquals("1.3", signed.tlsVersion().orElseThrow());
    assertGranted(signed);
  }

  @Test
  void itPrintsNoSecret() {
    assertFalse(test.signer(alice).toString().contains(alice.secret().reveal()));
  }
}
