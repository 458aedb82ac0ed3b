package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.RequestHead;
import io.sallyport.s3.Requests;
import io.sallyport.s3.S3Request;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.sigv4.SignedRequest;
import jakarta.servlet.http.MappingMatch;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedRequestTest {
  private static final S3RequestParser PARSER = S3RequestParser.pathStyle();

  private static AllowedRequest allowed(RequestHead head, S3Request request) {
    return new AllowedRequest(
        SentRequest.of(head),
        head,
        Grants.of((S3Request.Mapped) request),
        new CheckedBody(InputStream.nullInputStream()));
  }

  private static AllowedRequest presigned(String method, String target) {
    SignedRequest signed = Requests.presigned(method, target, Map.of());
    return allowed(signed.head(), PARSER.parse(signed));
  }

  @Test
  void metadataOfAPresignedUrlReachesTheHost() {
    AllowedRequest allowed = presigned("PUT", "/my-bucket/k?x-amz-meta-a=b&X-Amz-Acl=private");
    assertEquals("b", allowed.getHeader("X-Amz-Meta-A"));
    assertEquals("private", allowed.getHeader("x-amz-acl"));
    List<String> names = Collections.list(allowed.getHeaderNames());
    assertEquals(List.of("host", "x-amz-acl", "x-amz-meta-a"), names);
    assertNull(allowed.getQueryString());
  }

  @Test
  void whatDidNotCountDoesNotReachTheHost() {
    AllowedRequest allowed =
        presigned(
            "PUT",
            "/my-bucket/k?x-amz-server-side-encryption=AES256&Expires=1&response-content-type=a&c=d");
    assertNull(allowed.getHeader("x-amz-server-side-encryption"));
    assertNull(allowed.getQueryString());
    assertNull(allowed.getParameter("Expires"));
    assertEquals(Map.of(), allowed.getParameterMap());
    assertFalse(allowed.getParameterNames().hasMoreElements());
  }

  @Test
  void parametersAreWrittenInOneWay() {
    RequestHead head =
        RequestHead.builder("GET", "/my-bucket?prefix=a+%26%C3%A4%2F*~&list-type=2&delimiter=")
            .build();
    AllowedRequest allowed = allowed(head, PARSER.parse(head));
    assertEquals("delimiter=&list-type=2&prefix=a%20%26%C3%A4%2F%2A~", allowed.getQueryString());
    assertEquals("a &\u00e4/*~", allowed.getParameter("prefix"));
    assertEquals("/my-bucket", allowed.getRequestURI());
  }

  @Test
  void aHeaderHasOneValueWhicheverWayItIsAskedFor() {
    AllowedRequest allowed =
        presigned(
            "PUT",
            "/my-bucket/k?x-amz-copy-source=other%2Fk"
                + "&x-amz-copy-source-if-modified-since=Thu%2C%2001%20Jan%201970%2000%3A00%3A01%20GMT"
                + "&x-amz-meta-n=7");
    assertEquals("/other/k", allowed.getHeader("x-amz-copy-source"));
    assertEquals(1000, allowed.getDateHeader("x-amz-copy-source-if-modified-since"));
    assertEquals(7, allowed.getIntHeader("x-amz-meta-n"));
    assertEquals(-1, allowed.getIntHeader("x-amz-meta-m"));
    assertEquals(-1, allowed.getDateHeader("x-amz-meta-m"));
  }

  @Test
  void aDateThatIsNoneIsRefusedAsAServletSays() {
    AllowedRequest allowed = presigned("PUT", "/my-bucket/k?x-amz-meta-n=7");
    assertThrows(IllegalArgumentException.class, () -> allowed.getDateHeader("x-amz-meta-n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
        "X-Original-URL",
        "X-Original-URI",
        "X-Rewrite-URL",
        "X-Original-Method",
        "X-Original-Host",
        "X-Script-Name",
        "X-Host",
        "Forwarded",
        "X-Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-By",
        "X-Forwarded-Host",
        "X-Forwarded-Method",
        "X-Forwarded-Path",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Forwarded-Proto",
        "X-Forwarded-Proto-Version",
        "X-Forwarded-Scheme",
        "X-Forwarded-Server",
        "X-Forwarded-Ssl",
        "X-Forwarded-Uri",
        "X-Url-Scheme",
        "Front-End-Https",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "X-Envoy-External-Address",
        "X-Envoy-Original-Path",
        "X-WAWS-Unencoded-URL",
        "Proxy"
      })
  void noHeaderTellsAHostOfAnotherMethodPathHostOrClient(String name) {
    RequestHead head =
        RequestHead.builder("GET", "/my-bucket/k").header(name, "DELETE").header("a", "b").build();
    AllowedRequest allowed = allowed(head, PARSER.parse(head));
    assertNull(allowed.getHeader(name));
    assertEquals(List.of("a", "host"), Collections.list(allowed.getHeaderNames()));
  }

  @Test
  void theContextOfTheFilterIsNoPartOfThePath() {
    AllowedRequest allowed = presigned("GET", "/context/bucket/key");
    assertEquals("/context/bucket/key", allowed.getPathInfo());
    assertEquals(
        allowed.getRequestURI(),
        allowed.getContextPath() + allowed.getServletPath() + allowed.getPathInfo());
  }

  @Test
  void whatComesBehindTheBodyIsNoHeader() {
    AllowedRequest allowed = presigned("PUT", "/my-bucket/k");
    assertEquals(Map.of(), allowed.getTrailerFields());
    assertTrue(allowed.isTrailerFieldsReady());
  }

  @Test
  void aHostCanNotAnswerOnceTheFilterIsDone() {
    AllowedRequest allowed = presigned("GET", "/my-bucket/k");
    assertFalse(allowed.isAsyncSupported());
    assertThrows(IllegalStateException.class, allowed::startAsync);
    assertThrows(
        IllegalStateException.class,
        () -> allowed.startAsync(allowed, new SentAnswer().response()));
  }

  @Test
  void aDeletionIsAskedWithTheBodyThatWasWrittenForIt() {
    RequestHead head =
        RequestHead.builder("POST", "/my-bucket?delete")
            .header("content-length", "999")
            .header("content-encoding", "aws-chunked")
            .header("content-md5", "old")
            .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
            .header("x-amz-trailer", "x-amz-checksum-crc32")
            .header("x-amz-checksum-sha256", "old")
            .header("x-amz-decoded-content-length", "9")
            .build();
    S3Request.NeedsBody asked = (S3Request.NeedsBody) PARSER.parse(head);
    S3Request.Mapped mapped =
        (S3Request.Mapped)
            asked.withBody("<Delete><Object><Key>a</Key></Object></Delete>".getBytes(UTF_8));
    AllowedRequest allowed = allowed(head, mapped);
    int length = mapped.batch().orElseThrow().body().length;
    assertEquals(length, allowed.getContentLength());
    assertEquals("application/xml", allowed.getContentType());
    assertNotEquals("old", allowed.getHeader("content-md5"));
    assertEquals(
        List.of("content-length", "content-md5", "content-type", "host"),
        Collections.list(allowed.getHeaderNames()).stream().sorted().toList());
  }

  /** What a container still knows of the request as it came is another request. */
  @Test
  void nothingOfTheContainersIsLeftThatTellsOfAnother() {
    RequestHead came = RequestHead.builder("GET", "/my-bucket/k").remoteAddress("10.0.0.1").build();
    RequestHead sent =
        RequestHead.builder("GET", "/my-bucket/k").remoteAddress("203.0.113.5").secure().build();
    AllowedRequest allowed =
        new AllowedRequest(
            SentRequest.of(came),
            sent,
            Grants.of((S3Request.Mapped) PARSER.parse(sent)),
            new CheckedBody(InputStream.nullInputStream()));
    assertEquals("203.0.113.5", allowed.getRemoteAddr());
    assertEquals("203.0.113.5", allowed.getRemoteHost());
    assertTrue(allowed.isSecure());
    assertEquals("https", allowed.getScheme());
    assertTrue(allowed.getRequestURL().toString().startsWith("https://127.0.0.1:8000/my-bucket/k"));
    assertNull(allowed.newPushBuilder());
    assertEquals("my-bucket/k", allowed.getHttpServletMapping().getMatchValue());
    assertEquals("/*", allowed.getHttpServletMapping().getPattern());
    assertEquals(MappingMatch.PATH, allowed.getHttpServletMapping().getMappingMatch());
  }
}
