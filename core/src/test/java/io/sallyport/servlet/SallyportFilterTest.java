package io.sallyport.servlet;

import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.audit.AuditEvent;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.PolicyName;
import io.sallyport.testing.BrowserForm;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that can do less than S3 is shown what it would be asked for, and nothing else. */
class SallyportFilterTest {
  private static final String KEY = "x-amz-server-side-encryption-customer-key";

  private final Installation installation = new Installation();
  private final List<RequestHead> shown = new ArrayList<>();

  @BeforeEach
  void letAll() {
    installation
        .sallyport
        .users()
        .putPolicy(TESTER2, new PolicyName("All"), Installation.ALL_OF_S3);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  /** The head that a server is shown which then says that it can't serve it. */
  private RequestHead shown(RequestHead head, byte[] body) {
    SentAnswer answer = new SentAnswer();
    HttpServletRequest request =
        new HttpServletRequestWrapper(SentRequest.of(head)) {
          @Override
          public ServletInputStream getInputStream() {
            return new CheckedBody(new ByteArrayInputStream(body));
          }
        };
    new SallyportFilter(
            installation.sallyport.access(),
            installation.sallyport.query(),
            (asked, seen) -> {
              shown.add(seen);
              return false;
            })
        .doFilter(
            request,
            answer.response(),
            (passed, response) -> {
              throw new AssertionError("it can't be served");
            });
    assertEquals(501, answer.status());
    assertEquals(1, shown.size());
    return shown.remove(0);
  }

  @Test
  void theFilterOfAClosedInstanceServesNothing() {
    SallyportFilter filter =
        new SallyportFilter(installation.sallyport.access(), installation.sallyport.query());
    installation.close();
    SentAnswer answer = new SentAnswer();
    filter.doFilter(
        SentRequest.of(
            ClientSigner.of(installation.key2, installation.clock).s3("GET", "/bucket/key")),
        answer.response(),
        (passed, response) -> {
          throw new AssertionError("nothing is granted any more");
        });
    assertEquals(503, answer.status());
  }

  @Test
  void eventsHaveTheNameThatTheContainerGivesTheRequest() {
    RequestHead head =
        ClientSigner.of(installation.key2, installation.clock).s3("GET", "/bucket/key");
    RequestHead unused = shown(head, new byte[0]);
    installation.end();
    assertEquals(
        List.of(Optional.of("17")),
        installation.events.stream()
            .filter(AuditEvent.Decided.class::isInstance)
            .map(event -> ((AuditEvent.Decided) event).actor().requestId())
            .toList());
  }

  @Test
  void ofAFormTheServerIsShownTheUpload() {
    BrowserForm form =
        new BrowserForm("a b")
            .field(KEY, "c2VjcmV0")
            .sign(
                installation.key2.id().value(),
                installation.key2.secret().reveal(),
                installation.clock.instant(),
                "{\"bucket\":\"my-bucket\"}",
                "{\"key\":\"a b\"}",
                "{\"" + KEY + "\":\"c2VjcmV0\"}");
    form.headers.put("x-amz-acl", "public-read");
    RequestHead head = shown(form.head(), form.body());
    assertEquals("PUT", head.method());
    assertEquals("/my-bucket/a b", head.path());
    assertEquals(Optional.of("c2VjcmV0"), head.header(KEY));
    assertEquals(Optional.of("8"), head.header("content-length"));
    assertEquals(Optional.of("binary/octet-stream"), head.header("content-type"));
    assertEquals(List.of(), head.headers("x-amz-acl"), "it came in the head, where it is nothing");
  }

  @Test
  void ofAPresignedUrlTheServerIsShownTheHeadersInTheQuery() {
    RequestHead url =
        ClientSigner.of(installation.key2, installation.clock)
            .presigned("PUT", "/my-bucket/key?x-amz-storage-class=GLACIER&x-ignored=1");
    RequestHead head = shown(url, new byte[0]);
    assertEquals(Optional.of("GLACIER"), head.header("x-amz-storage-class"));
    assertEquals("/my-bucket/key", head.rawPath());
    assertEquals(Set.of(), head.query().keySet(), "nothing of the signature");
    assertEquals(Optional.of("192.0.2.1"), head.remoteAddress());
  }

  @Test
  void ofAnyOtherRequestTheServerIsShownItsHeadWithoutItsProof() {
    RequestHead get =
        ClientSigner.of(installation.key2, installation.clock)
            .s3(
                "GET",
                "/my-bucket/key?tagging",
                Map.of("Range", "bytes=0-1", "X-Original-Url", "/others-bucket"));
    RequestHead head = shown(get, new byte[0]);
    assertEquals("GET", head.method());
    assertEquals(Set.of("tagging"), head.query().keySet());
    assertEquals(Optional.of("bytes=0-1"), head.header("range"));
    for (String gone : List.of("authorization", "x-original-url")) {
      assertEquals(List.of(), head.headers(gone), gone);
    }
  }
}
