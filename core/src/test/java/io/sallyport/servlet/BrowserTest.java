package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.FormAnswer;
import io.sallyport.http.RequestHead;
import io.sallyport.s3.S3Request;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.wire.XmlElement;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A host is asked for an upload, and a browser reads what its form asked to be told. */
class BrowserTest {
  private static final RequestHead POST =
      RequestHead.builder("POST", "/my-bucket")
          .header("Host", "my-bucket.s3.example")
          .header("Content-Type", "multipart/form-data; boundary=a")
          .header("Content-Length", "900")
          .header("x-amz-acl", "public-read")
          .header("if-none-match", "*")
          .header("Cookie", "a=b")
          .build();

  private static final S3RequestParser PARSER = S3RequestParser.pathStyle();

  private static AccessAnswer.Granted granted(FormAnswer form) {
    RequestHead put =
        PARSER.posted(POST, Map.of("key", "a b", "acl", "private", "x-amz-storage-class", "X"), 8);
    return Grants.of((S3Request.Mapped) PARSER.parse(put), form);
  }

  private static FormAnswer form(int status, Optional<String> redirect) {
    return new FormAnswer(status, redirect, "my-bucket", "a b");
  }

  private static SentAnswer answered(FormAnswer form, int status, String body) throws IOException {
    SentAnswer sent = new SentAnswer();
    HostAnswer answer =
        new HostAnswer(new Exchange(SentRequest.of(POST), sent.response()), POST, granted(form));
    answer.setHeader("ETag", "\"e\"");
    answer.setStatus(status);
    answer.setContentLength(body.length());
    answer.getOutputStream().write(body.getBytes(UTF_8));
    answer.flushBuffer();
    assertFalse(sent.isFlushed(), "it waits for all to be done");
    answer.finish();
    assertTrue(sent.isFlushed());
    return sent;
  }

  @Test
  void aHostIsAskedForAnUploadWithTheHeadersOfTheForm() {
    AllowedRequest allowed =
        new AllowedRequest(
            SentRequest.of(POST),
            POST,
            granted(form(204, Optional.empty())),
            new CheckedBody(InputStream.nullInputStream()));
    assertEquals("PUT", allowed.getMethod());
    assertEquals("/my-bucket/a%20b", allowed.getRequestURI());
    assertEquals("private", allowed.getHeader("x-amz-acl"));
    assertEquals(List.of("private"), Collections.list(allowed.getHeaders("X-Amz-Acl")));
    for (String name : List.of("if-none-match", "cookie", "content-type", "content-length")) {
      assertNull(allowed.getHeader(name), name);
    }
    assertEquals(
        List.of("host", "x-amz-acl", "x-amz-storage-class"),
        Collections.list(allowed.getHeaderNames()));
  }

  @Test
  void aBrowserIsToldOfSuccessAsItsFormSays() throws IOException {
    SentAnswer plain = answered(form(204, Optional.empty()), 200, "stored");
    assertEquals(204, plain.status());
    assertEquals(0, plain.body().length);
    assertEquals(List.of("\"e\""), plain.headers().get("etag"));
    SentAnswer created = answered(form(201, Optional.empty()), 200, "");
    assertEquals(201, created.status());
    assertEquals(
        List.of("http://my-bucket.s3.example/my-bucket/a%20b"), created.headers().get("location"));
    XmlElement told = XmlElement.parse(created.body(), "PostResponse");
    assertEquals("a b", told.only("Key").leaf());
    assertEquals("\"e\"", told.only("ETag").leaf());
    SentAnswer redirected = answered(form(303, Optional.of("https://a/b")), 200, "stored");
    assertEquals(303, redirected.status());
    assertEquals(
        List.of("https://a/b?bucket=my-bucket&key=a%20b&etag=%22e%22"),
        redirected.headers().get("location"));
    assertEquals(0, redirected.body().length);
  }

  @Test
  void whatGoesWrongIsToldAsAnywhereElse() throws IOException {
    for (int status : List.of(400, 409, 500)) {
      SentAnswer sent = answered(form(303, Optional.of("https://a/b")), status, "<Error/>");
      assertEquals(status, sent.status());
      assertNull(sent.headers().get("location"));
      assertArrayEquals("<Error/>".getBytes(UTF_8), sent.body());
    }
  }
}
