package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.IamException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.RequestTimeTooSkewedException;
import io.sallyport.http.RequestHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
}
