package io.sallyport.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.RequestHead;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static boolean announcesBody(RequestHead.Builder head, String protocol) {
    return new Exchange(SentRequest.of(head.build(), protocol), new SentAnswer().response())
        .announcesBody();
  }

  private static RequestHead.Builder head(String method) {
    return RequestHead.builder(method, "/my-bucket?delete");
  }

  @Test
  void aWriteOverHttp2HasABodyWithoutAHeaderThatSaysSo() {
    assertTrue(announcesBody(head("POST"), "HTTP/2.0"));
    assertTrue(announcesBody(head("PUT"), "HTTP/2.0"));
    assertFalse(announcesBody(head("POST").header("content-length", "0"), "HTTP/2.0"));
    assertFalse(announcesBody(head("GET"), "HTTP/2.0"));
  }

  @Test
  void overHttp1AHeaderSaysWhetherThereIsABody() {
    assertFalse(announcesBody(head("POST"), "HTTP/1.1"));
    assertFalse(announcesBody(head("POST").header("content-length", "0"), "HTTP/1.1"));
    assertTrue(announcesBody(head("POST").header("content-length", "1"), "HTTP/1.1"));
    assertTrue(announcesBody(head("POST").header("transfer-encoding", "chunked"), "HTTP/1.1"));
  }
}
