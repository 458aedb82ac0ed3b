package io.sallyport.example.objectstore.served;

import io.sallyport.access.AccessAnswer;
import io.sallyport.identity.AccountId;
import io.sallyport.s3.S3Request;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * A request that was granted, and how it is answered.
 *
 * @param request as it was allowed
 * @param granted who asks, and what is asked
 * @param unseen the names, in lower case, of its headers that S3Proxy isn't to see
 * @param arrivals knows what buckets were there when it came
 * @param rest what answers it if nothing here does
 */
record Call(
    HttpServletRequest request,
    HttpServletResponse response,
    AccessAnswer.Granted granted,
    Set<String> unseen,
    Arrivals arrivals,
    FilterChain rest) {
  private static final int LONGEST_BODY = 2 << 20;
  private static final int LONGEST_FORGOTTEN = 8 << 20;

  /** Answers calls. */
  @FunctionalInterface
  interface Handler {
    void answer(Call call) throws IOException, ServletException;
  }

  /** The same call, which this answers. */
  Call answeredBy(HttpServletResponse other) {
    return new Call(request, other, granted, unseen, arrivals, rest);
  }

  String operation() {
    return granted.request().operation();
  }

  String bucket() {
    return granted.request().bucket().orElseThrow();
  }

  /**
   * Refuses what is about a bucket that was made since the request came, be it that of a copy's
   * source. To be asked before the answer, and again right before something is written after work
   * that may have taken long.
   */
  void requireThere() {
    S3Request.Mapped asked = granted.request();
    asked.bucket().ifPresent(arrivals::requireThere);
    asked.source().ifPresent(source -> arrivals.requireThere(source.bucket()));
  }

  String key() {
    return granted.request().key().orElseThrow();
  }

  /** The caller's account; empty for who is in none. */
  Optional<AccountId> account() {
    return granted.account();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  /** The whole body. */
  byte[] body() throws IOException {
    byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      throw Refusal.malformedXml("The body is longer than " + LONGEST_BODY + " bytes.");
    }
    return body;
  }

  /**
   * Reads on, and forgets, what is still sent of a body that is refused: a client that sends when
   * the connection closes never reads why. One that waits to be told to send is not told.
   */
  void forgetBody() throws IOException {
    if (request.getHeader("Expect") == null) {
      InputStream body = request.getInputStream();
      byte[] buffer = new byte[8 << 10];
      int count = body.read(buffer);
      for (int forgotten = count; count >= 0 && forgotten < LONGEST_FORGOTTEN; forgotten += count) {
        count = body.read(buffer);
      }
    }
  }

  /** Has what comes behind answer it, without the headers that S3Proxy isn't to see. */
  void pass() throws IOException, ServletException {
    pass(response);
  }

  /** The same, and has the answer held. */
  void pass(HttpServletResponse held) throws IOException, ServletException {
    rest.doFilter(unseen.isEmpty() ? request : changed(), held);
  }

  /** The request without the headers that S3Proxy isn't to see, for who adds others. */
  ChangedHeaders changed() {
    return new ChangedHeaders(request, unseen);
  }

  /** Has what comes behind answer it with other headers. */
  void pass(ChangedHeaders changed) throws IOException, ServletException {
    rest.doFilter(changed, response);
  }

  /** Answers with a status and no body. */
  void done(int status) {
    response.setStatus(status);
    response.setContentLength(0);
  }

  void xml(XmlText text) throws IOException {
    send("application/xml", text.whole());
  }

  void json(String text) throws IOException {
    send("application/json", text);
  }

  private void send(String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(200);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
