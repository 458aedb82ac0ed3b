package io.sallyport.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sallyport.error.AwsService;
import io.sallyport.http.RequestHead;
import io.sallyport.query.QueryResponse;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.Xml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Flaws published of how other servers check who signed, each shown not to be here. */
class PublishedFlawsTest {
  private static final String CHUNKS = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

  private final Installation installation = new Installation();
  private final AccessControl access = installation.sallyport.access();

  @AfterEach
  void close() {
    installation.close();
  }

  /** TESTER2 may do all of S3, so that whatever is refused is refused for its signature. */
  @BeforeEach
  void allow() {
    installation
        .sallyport
        .users()
        .putPolicy(Installation.TESTER2, Installation.POLICY, Installation.ALL_OF_S3);
    assertInstanceOf(AccessAnswer.Granted.class, access.check(signer().s3("PUT", "/photos/k")));
  }

  private ClientSigner signer() {
    return ClientSigner.of(installation.key2, installation.clock);
  }

  private String refused(RequestHead head) {
    AccessAnswer.Refused refused = assertInstanceOf(AccessAnswer.Refused.class, access.check(head));
    return refused.code() + " " + refused.error().wire(AwsService.S3).httpStatus();
  }

  private static RequestHead.Builder put(String target) {
    return RequestHead.builder("PUT", target)
        .header("Host", "s3.example.com")
        .header("x-amz-content-sha256", CHUNKS)
        .header("x-amz-decoded-content-length", "3")
        .header("x-amz-trailer", "x-amz-checksum-crc32");
  }

  private RequestHead with(RequestHead head, String name, String value) {
    RequestHead.Builder changed =
        RequestHead.builder(
            head.method(),
            head.rawPath() + (head.rawQuery().isEmpty() ? "" : "?" + head.rawQuery()));
    for (String each : head.headerNames()) {
      changed.header(each, each.equals(name) ? value : head.header(each).orElseThrow());
    }
    return changed.build();
  }

  @Test
  @DisplayName("MinIO CVE-2026-40344: a body with an unsigned trailer is of who signed its head")
  void anUnsignedTrailerIsNoProofOfAnybody() {
    assertEquals("AccessDenied 403", refused(put("/photos/k").build()));
    RequestHead signed =
        signer()
            .s3(
                "PUT",
                "/photos/k",
                Map.of(
                    "x-amz-decoded-content-length", "3", "x-amz-trailer", "x-amz-checksum-crc32"));
    assertEquals("InvalidAccessKeyId 403", refused(with(signed, "x-amz-content-sha256", CHUNKS)));
  }

  @Test
  @DisplayName("MinIO CVE-2026-41145: credentials in the query are checked whatever the body is")
  void credentialsInTheQueryAreNotTakenByTheirWord() {
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + installation.key2.id()
            + "%2F20261128%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-SignedHeaders=host";
    assertEquals(
        "AuthorizationQueryParametersError 400", refused(put("/photos/k?" + query).build()));
    RequestHead signed = signer().presigned("PUT", "/photos/k");
    String changed = signed.rawQuery().replaceFirst("X-Amz-Signature=.", "X-Amz-Signature=0");
    String other = signed.rawQuery().replaceFirst("X-Amz-Signature=.", "X-Amz-Signature=1");
    List<String> answers =
        List.of(changed, other).stream()
            .filter(each -> !each.equals(signed.rawQuery()))
            .map(
                each ->
                    refused(
                        RequestHead.builder("PUT", "/photos/k?" + each)
                            .header("Host", signed.header("host").orElseThrow())
                            .build()))
            .distinct()
            .toList();
    assertEquals(List.of("InvalidAccessKeyId 403"), answers);
  }

  @Test
  @DisplayName("SeaweedFS 2180: a kind of authorisation that isn't known is refused, not passed by")
  void anUnknownKindOfAuthorisationIsNotAnonymous() {
    for (String authorization :
        List.of("Bearer x", "Basic QTpC", "AWS4-ECDSA-P256-SHA256 Credential=a", "AWS A:B", "")) {
      RequestHead.Builder head = RequestHead.builder("GET", "/photos/k").header("Host", "h");
      String answer = refused(head.header("Authorization", authorization).build());
      assertNotEquals("AccessDenied 403", answer, authorization);
    }
    assertEquals(
        "InvalidRequest 400",
        refused(
            RequestHead.builder("GET", "/photos/k?AWSAccessKeyId=A&Signature=B&Expires=1")
                .header("Host", "h")
                .build()));
  }

  @Test
  @DisplayName(
      "swift3 CVE-2015-8466, lakeFS CVE-2025-68671: what was signed once is not good for ever")
  void aSignatureIsOfNow() {
    SettableClock earlier = new SettableClock();
    earlier.advance(Duration.ofMinutes(-16));
    RequestHead old = ClientSigner.of(installation.key2, earlier).s3("GET", "/photos/k");
    assertEquals("RequestTimeTooSkewed 403", refused(old));
    RequestHead head = signer().s3("GET", "/photos/k");
    String date = head.header("x-amz-date").orElseThrow();
    installation.clock.advance(Duration.ofMinutes(16));
    String now = signer().s3("GET", "/photos/k").header("x-amz-date").orElseThrow();
    assertNotEquals(date, now);
    assertEquals("RequestTimeTooSkewed 403", refused(head));
    assertEquals("InvalidAccessKeyId 403", refused(with(head, "x-amz-date", now)));
  }

  @Test
  @DisplayName("A signature for one service is none for another")
  void aSignatureIsOfItsService() {
    for (String service : List.of("sts", "iam")) {
      String form = "Action=GetCallerIdentity";
      assertEquals(
          "AuthorizationHeaderMalformed 400", refused(signer().call(service, "/photos/k")));
      QueryResponse answer =
          installation
              .sallyport
              .query()
              .handle(
                  with(
                      signer().form(service, form),
                      "authorization",
                      signer().s3("POST", "/", form).header("authorization").orElseThrow()),
                  form.getBytes(UTF_8));
      assertEquals(
          "MissingAuthenticationToken", Xml.parse(answer.body()).text("Error/Code"), service);
    }
  }

  @Test
  @DisplayName("MinIO PR 16849, RustFS w5fh: a form of a browser is no way round its policy")
  void aFormWithoutAPolicyThatHoldsIsRefused() {
    for (String bucket : List.of("/photos", "/photos/")) {
      RequestHead form =
          RequestHead.builder("POST", bucket)
              .header("Host", "s3.example.com")
              .header("Content-Type", "multipart/form-data; boundary=b")
              .header("Content-Length", "9")
              .build();
      assertInstanceOf(AccessAnswer.NeedsBeginning.class, access.check(form));
      for (String body : List.of("", "--b--\r\n", "--b\r\n\r\n\r\n--b--")) {
        AccessAnswer.Refused refused =
            assertInstanceOf(
                AccessAnswer.Refused.class, access.check(form, body.getBytes(US_ASCII)), body);
        assertEquals(400, refused.error().wire(AwsService.S3).httpStatus(), refused::toString);
      }
    }
  }
}
