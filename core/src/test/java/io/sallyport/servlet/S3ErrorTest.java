package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.IamException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.RequestTimeTooSkewedException;
import io.sallyport.http.RequestHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class S3ErrorTest {

  private static SentAnswer written(IamException error) throws IOException {
    SentAnswer answer = new SentAnswer();
    S3Error.of(error)
        .write(
            SentRequest.of(RequestHead.builder("GET", "/photos/k").build(), "HTTP/1.1"),
            answer.response());
    return answer;
  }

  @Test
  void whatAnErrorTellsBesidesIsInElementsOfItsXml() throws IOException {
    Instant signed = Instant.parse("2013-05-24T00:00:00Z");
    SentAnswer answer =
        written(
            RequestTimeTooSkewedException.ended(
                signed, Duration.ofSeconds(60), signed.plusSeconds(61)));
    assertEquals(403, answer.status());
    String xml = new String(answer.body(), UTF_8);
    assertTrue(
        xml.contains(
            "<Error><Code>AccessDenied</Code><Message>Request has expired</Message>"
                + "<X-Amz-Expires>60</X-Amz-Expires><Expires>2013-05-24T00:01:00Z</Expires>"
                + "<ServerTime>2013-05-24T00:01:01Z</ServerTime><Resource>/photos/k</Resource>"),
        xml);
  }

  @Test
  void aStatusIsThatOfS3() throws IOException {
    assertEquals(400, written(InvalidCredentialsException.sessionMismatch()).status());
  }

  /** A cache that keeps a refusal must know that another page would read another. */
  @Test
  void whatTellsOfOriginsOutlivesWhatWasAnsweredBefore() throws IOException {
    SentAnswer answer = new SentAnswer();
    answer.response().setHeader("Access-Control-Allow-Origin", "https://a");
    answer.response().setHeader("Vary", "Origin");
    answer.response().setHeader("ETag", "e");
    S3Error.DENIED.write(
        SentRequest.of(RequestHead.builder("GET", "/photos/k").build()), answer.response());
    assertEquals(List.of("https://a"), answer.headers().get("access-control-allow-origin"));
    assertEquals(List.of("Origin"), answer.headers().get("vary"));
    assertNull(answer.headers().get("etag"));
  }
}
