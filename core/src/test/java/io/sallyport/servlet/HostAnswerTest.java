package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.Deletion;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.Decision;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.s3.S3Request;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.wire.XmlElement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostAnswerTest {
  private static final RequestHead GET = RequestHead.builder("GET", "/my-bucket/a").build();

  private static AccessAnswer.Granted get(Decision ofListing) {
    return Grants.of(
        (S3Request.Mapped) S3RequestParser.pathStyle().parse(GET), ofListing, Optional.empty());
  }

  private static void answerNotFound(HostAnswer answer) throws IOException {
    answer.setHeader("x-amz-meta-secret", "a");
    answer.setStatus(404);
    answer.setContentLength(9);
    answer.getOutputStream().write("NoSuchKey".getBytes(UTF_8));
    answer.flushBuffer();
  }

  private static Exchange exchange(SentAnswer sent) {
    return new Exchange(SentRequest.of(GET), sent.response());
  }

  @Test
  void thatAKeyIsMissingIsNotToldToWhoMayNotList() throws IOException {
    SentAnswer sent = new SentAnswer();
    HostAnswer answer = new HostAnswer(exchange(sent), GET, get(Grants.DENIED));
    answerNotFound(answer);
    answer.finish();
    assertEquals(403, sent.status());
    assertEquals("AccessDenied", XmlElement.parse(sent.body(), "Error").only("Code").leaf());
    assertFalse(sent.headers().containsKey("x-amz-meta-secret"));
  }

  @Test
  void thatAKeyIsMissingIsToldToWhoMayList() throws IOException {
    SentAnswer sent = new SentAnswer();
    HostAnswer answer = new HostAnswer(exchange(sent), GET, get(Grants.ALLOWED));
    answerNotFound(answer);
    answer.finish();
    assertEquals(404, sent.status());
    assertEquals("NoSuchKey", new String(sent.body(), UTF_8));
  }

  @Test
  void anErrorOfTheContainersIsNoWayAround() throws IOException {
    SentAnswer sent = new SentAnswer();
    HostAnswer answer = new HostAnswer(exchange(sent), GET, get(Grants.DENIED));
    answer.sendError(404, "no such key");
    answer.finish();
    assertEquals(403, sent.status());
    assertFalse(new String(sent.body(), UTF_8).contains("no such key"));
  }

  @Test
  void anErrorOfTheServersIsToldInXmlAndNotInItsWords() throws IOException {
    SentAnswer sent = new SentAnswer();
    HostAnswer answer = new HostAnswer(exchange(sent), GET, get(Grants.ALLOWED));
    answer.sendError(500, "java.nio.file.NoSuchFileException: /data/objects");
    answer.finish();
    assertEquals(500, sent.status());
    assertEquals("InternalError", XmlElement.parse(sent.body(), "Error").only("Code").leaf());
    assertFalse(new String(sent.body(), UTF_8).contains("/data"));
  }

  @Test
  void whatIsFoundIsPassedOnAsItComes() throws IOException {
    SentAnswer sent = new SentAnswer();
    HostAnswer answer = new HostAnswer(exchange(sent), GET, get(Grants.DENIED));
    answer.getWriter().write("found");
    answer.getWriter().flush();
    assertEquals("found", new String(sent.body(), UTF_8));
    answer.finish();
    assertEquals("found", new String(sent.body(), UTF_8));
  }

  private static HostAnswer toABatchRefusedInPart(SentAnswer sent) {
    Deletion deletion =
        new Deletion(
            List.of(
                new Deletion.RefusedObject(
                    new ObjectVersion("my-bucket", "b", Optional.empty()),
                    new AccessDeniedException("no"))),
            true);
    return new HostAnswer(
        exchange(sent),
        GET,
        Grants.of(
            (S3Request.Mapped) S3RequestParser.pathStyle().parse(GET),
            Grants.DENIED,
            Optional.of(deletion)));
  }

  @Test
  void anErrorIsTheWholeAnswerToABatchWhateverWasWrittenBefore() throws IOException {
    SentAnswer sent = new SentAnswer();
    HostAnswer answer = toABatchRefusedInPart(sent);
    answer.getOutputStream().write("<DeleteResult><Deleted>".getBytes(UTF_8));
    answer.sendError(500);
    answer.finish();
    assertEquals(500, sent.status());
    assertEquals("InternalError", XmlElement.parse(sent.body(), "Error").only("Code").leaf());
  }

  @Test
  void aHostThatDoesNotSayWhatItDeletedHasFailed() throws IOException {
    HostAnswer answer = toABatchRefusedInPart(new SentAnswer());
    answer.getOutputStream().write("deleted".getBytes(UTF_8));
    assertThrows(IllegalArgumentException.class, answer::finish);
  }

  @Test
  void whatWasRefusedOfABatchStandsBesideWhatWasDeleted() throws IOException {
    SentAnswer sent = new SentAnswer();
    HostAnswer answer = toABatchRefusedInPart(sent);
    byte[] hosts = "<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>".getBytes(UTF_8);
    answer.setStatus(200);
    answer.setHeader("Content-Length", Integer.toString(hosts.length));
    answer.getOutputStream().write(hosts);
    answer.getOutputStream().close();
    assertEquals(0, sent.body().length);
    answer.finish();
    List<XmlElement> children = XmlElement.parse(sent.body(), "DeleteResult").children();
    assertEquals(List.of("Deleted", "Error"), children.stream().map(XmlElement::name).toList());
    assertEquals(
        List.of(Integer.toString(sent.body().length)), sent.headers().get("content-length"));
    assertTrue(sent.isFlushed());
  }
}
