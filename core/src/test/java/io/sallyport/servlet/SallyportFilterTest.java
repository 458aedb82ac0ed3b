package io.sallyport.servlet;

import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEvent;
import io.sallyport.bucket.Bucket;
import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import io.sallyport.http.TrustedProxies;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.s3.CrossOrigin;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.BrowserForm;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.Overheard;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
              return Optional.of("it");
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

  /** A request whose body is sent in chunks, and how the server behind the filter sees it. */
  private static HttpServletRequest seen(SallyportFilter filter, String encoding) {
    byte[] sent = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n".getBytes(UTF_8);
    RequestHead head =
        RequestHead.builder("PUT", "/my-bucket/key")
            .header("Host", "s3.example.com")
            .header("Content-Encoding", encoding)
            .header("Content-Length", Integer.toString(sent.length))
            .header("Content-Type", "text/plain")
            .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
            .header("x-amz-decoded-content-length", "5")
            .header("x-amz-sdk-checksum-algorithm", "CRC32")
            .header("x-amz-trailer", "x-amz-checksum-crc32")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("X-Forwarded-Proto", "https")
            .remoteAddress("192.0.2.1")
            .build();
    SentAnswer answer = new SentAnswer();
    List<HttpServletRequest> seen = new ArrayList<>();
    filter.doFilter(
        withBody(head, sent),
        answer.response(),
        (passed, response) -> seen.add((HttpServletRequest) passed));
    assertEquals(1, seen.size(), () -> new String(answer.body(), UTF_8));
    return seen.get(0);
  }

  private static HttpServletRequest withBody(RequestHead head, byte[] body) {
    return placed(head, body, "", true);
  }

  private static HttpServletRequest placed(
      RequestHead head, byte[] body, String contextPath, boolean isAsync) {
    ServletInputStream stream = new CheckedBody(new ByteArrayInputStream(body));
    return new HttpServletRequestWrapper(SentRequest.of(head)) {
      @Override
      public ServletInputStream getInputStream() {
        return stream;
      }

      @Override
      public String getContextPath() {
        return contextPath;
      }

      @Override
      public boolean isAsyncSupported() {
        return isAsync;
      }
    };
  }

  private SallyportFilter filter() {
    return new SallyportFilter(installation.sallyport.access(), installation.sallyport.query());
  }

  /** Before buckets in which everybody may write. */
  private static Installation open() {
    PolicyText all =
        PolicyText.submittedFor(
            "my-bucket",
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
            "Action":"s3:PutObject","Resource":"arn:aws:s3:::my-bucket/*"}}\
            """);
    Bucket bucket = Bucket.ownedBy(AccountId.EMPTY).withPolicy(all);
    return new Installation(
        new MemoryStore(), builder -> builder.bucketDirectory(name -> Optional.of(bucket)));
  }

  /**
   * What is read is what is decided on and served, whatever the container says, and whatever else
   * the filter is told, before or after.
   */
  @Test
  void aHostReadsHeadsInItsOwnWay() {
    RequestHead get =
        ClientSigner.of(installation.key2, installation.clock).s3("GET", "/my-bucket/key");
    RequestHead others =
        RequestHead.builder("DELETE", "/others/key").header("Host", "s3.example.com").build();
    TrustedProxies nobodys = TrustedProxies.at("198.51.100.1").tellingAddress();
    CrossOrigin rules = new CrossOrigin(S3RequestParser.pathStyle(), bucket -> List.of());
    SallyportFilter plain = filter();
    for (SallyportFilter each :
        List.of(
            plain.reading(request -> get),
            plain.reading(request -> get).behind(nobodys).answering(rules).decoding(),
            plain.behind(nobodys).answering(rules).decoding().reading(request -> get))) {
      SentAnswer answer = new SentAnswer();
      List<HttpServletRequest> seen = new ArrayList<>();
      each.doFilter(
          withBody(others, new byte[0]),
          answer.response(),
          (passed, response) -> seen.add((HttpServletRequest) passed));
      assertEquals(1, seen.size(), () -> new String(answer.body(), UTF_8));
      assertEquals("GET", seen.get(0).getMethod());
      assertEquals("/my-bucket/key", seen.get(0).getRequestURI());
    }
  }

  @Test
  void whatAHostReadsIsBelievedAsFarAsItsProxiesAre() {
    RequestHead told =
        RequestHead.builder("PUT", "/my-bucket/key")
            .header("Host", "s3.example.com")
            .header("Content-Length", "0")
            .header("X-Forwarded-For", "203.0.113.9")
            .remoteAddress("192.0.2.1")
            .build();
    try (Installation open = open()) {
      SallyportFilter filter =
          new SallyportFilter(open.sallyport.access(), open.sallyport.query())
              .behind(TrustedProxies.at("192.0.2.1").tellingAddress())
              .reading(request -> told);
      List<HttpServletRequest> seen = new ArrayList<>();
      filter.doFilter(
          withBody(RequestHead.builder("PUT", "/").build(), new byte[0]),
          new SentAnswer().response(),
          (passed, response) -> seen.add((HttpServletRequest) passed));
      assertEquals("203.0.113.9", seen.get(0).getRemoteAddr());
    }
  }

  @Test
  void whatAHostCanNotReadIsRefused() {
    SentAnswer answer = new SentAnswer();
    filter()
        .reading(
            request -> {
              throw new InvalidInputException("HeaderName", "[hidden]", "a token");
            })
        .doFilter(
            withBody(RequestHead.builder("GET", "/my-bucket/key").build(), new byte[0]),
            answer.response(),
            (passed, response) -> {
              throw new AssertionError("it was not read");
            });
    assertEquals(400, answer.status());
  }

  @Test
  void aServerThatDoesNotDecodeReadsTheObjectItself() throws IOException {
    try (Installation open = open()) {
      SallyportFilter filter =
          new SallyportFilter(open.sallyport.access(), open.sallyport.query()).decoding();
      HttpServletRequest seen = seen(filter, "aws-chunked");
      assertEquals("hello", new String(seen.getInputStream().readAllBytes(), UTF_8));
      assertEquals(5, seen.getContentLength());
      assertEquals(
          List.of("content-length", "content-type", "host"),
          Collections.list(seen.getHeaderNames()));
      assertEquals("gzip", seen(filter, "aws-chunked, gzip").getHeader("content-encoding"));
    }
  }

  @Test
  void whatIsDecodedWasSentByTheSameClientOverTheSame() {
    try (Installation open = open()) {
      SallyportFilter filter =
          new SallyportFilter(open.sallyport.access(), open.sallyport.query())
              .behind(TrustedProxies.at("192.0.2.1").tellingAddress().tellingScheme());
      for (SallyportFilter each : List.of(filter, filter.decoding())) {
        HttpServletRequest seen = seen(each, "aws-chunked");
        assertEquals("203.0.113.9", seen.getRemoteAddr());
        assertTrue(seen.isSecure());
        assertEquals("https", seen.getScheme());
      }
    }
  }

  @Test
  void aServerThatDecodesReadsWhatWasSent() throws IOException {
    try (Installation open = open()) {
      SallyportFilter filter = new SallyportFilter(open.sallyport.access(), open.sallyport.query());
      HttpServletRequest seen = seen(filter, "aws-chunked");
      String body = new String(seen.getInputStream().readAllBytes(), UTF_8);
      assertTrue(body.startsWith("5\r\nhello\r\n"), body);
      assertEquals(body.length(), seen.getContentLength());
      assertEquals("5", seen.getHeader("x-amz-decoded-content-length"));
      assertEquals("aws-chunked", seen.getHeader("content-encoding"));
    }
  }

  @Test
  void belowAContextPathNothingIsServed() {
    RequestHead head =
        ClientSigner.of(installation.key2, installation.clock).s3("GET", "/store/bucket/key");
    SallyportFilter filter = filter();
    AtomicInteger served = new AtomicInteger();
    try (Overheard log = new Overheard()) {
      for (int i = 0; i < 2; i++) {
        SentAnswer answer = new SentAnswer();
        filter.doFilter(
            placed(head, new byte[0], "/store", true),
            answer.response(),
            (passed, response) -> served.incrementAndGet());
        assertEquals(500, answer.status());
      }
      assertEquals(0, served.get());
      assertEquals(1, told(log, "below the context path"), log.texts()::toString);
    }
  }

  private static long told(Overheard log, String what) {
    return log.texts().stream().filter(line -> line.contains(what)).count();
  }

  @Test
  void thatBodiesHoldThreadsIsLoggedOnce() {
    RequestHead head =
        ClientSigner.of(installation.key2, installation.clock).s3("GET", "/bucket/key");
    SallyportFilter filter = filter();
    AtomicInteger served = new AtomicInteger();
    try (Overheard log = new Overheard()) {
      for (int i = 0; i < 2; i++) {
        SentAnswer answer = new SentAnswer();
        filter.doFilter(
            placed(head, new byte[0], "", false),
            answer.response(),
            (passed, response) -> served.incrementAndGet());
      }
      assertEquals(2, served.get());
      assertEquals(1, told(log, "asyncSupported"), log.texts()::toString);
    }
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
