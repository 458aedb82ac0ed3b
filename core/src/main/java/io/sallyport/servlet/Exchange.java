package io.sallyport.servlet;

import io.sallyport.query.QueryResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** A request and its response, as a container gives them. */
record Exchange(HttpServletRequest request, HttpServletResponse response) {
  private static final System.Logger LOG = System.getLogger(SallyportFilter.class.getName());
  private static final Set<String> WRITES = Set.of("POST", "PUT");

  /** HTTP/2 announces a body by no header: there, what writes has one unless it says otherwise. */
  boolean announcesBody() {
    long length = request.getContentLengthLong();
    return length > 0 || (length < 0 && (isInPieces() || isWriteOfHttp2()));
  }

  private boolean isInPieces() {
    return request.getHeader("Transfer-Encoding") != null;
  }

  private boolean isWriteOfHttp2() {
    return WRITES.contains(request.getMethod()) && !request.getProtocol().startsWith("HTTP/1");
  }

  /** Whether the client waits to be told to send its body; reading it tells so. */
  boolean waitsToSend() {
    return request.getHeader("Expect") != null;
  }

  /** Whether so much of the body came with its head, as mostly it does: nothing waits for it. */
  boolean hasCome(long length) throws IOException {
    return length > 0 && !waitsToSend() && body().available() >= length;
  }

  boolean canWaitWithoutAThread() {
    return request.isAsyncSupported() && !request.isAsyncStarted();
  }

  AsyncContext startAsync() {
    return request.startAsync(request, response);
  }

  ServletInputStream body() throws IOException {
    return request.getInputStream();
  }

  /** Answers in the XML of S3. */
  void answer(S3Error error) {
    writing(() -> error.write(request, response));
  }

  /** A body was not what was signed: whatever the server made of it, the client is told so. */
  void answerInstead(S3Error failure) throws IOException {
    if (response.isCommitted()) {
      throw new IOException("A body that was not what was signed was answered too soon.");
    }
    Bodies.drop(this, () -> answer(failure));
  }

  /** Answers with nothing but headers. */
  void answer(Map<String, String> headers) {
    writing(
        () -> {
          response.setStatus(HttpServletResponse.SC_OK);
          headers.forEach(response::setHeader);
          response.setContentLength(0);
          response.flushBuffer();
        });
  }

  /** Answers in the XML of IAM or STS. */
  void answer(QueryResponse answer) {
    byte[] xml = answer.body().getBytes(StandardCharsets.UTF_8);
    writing(
        () -> {
          response.setStatus(answer.status());
          response.setHeader("x-amzn-RequestId", answer.requestId());
          response.setContentType("text/xml;charset=utf-8");
          response.setContentLength(xml.length);
          response.getOutputStream().write(xml);
          response.flushBuffer();
        });
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void writing(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      // Who doesn't read the answer needs none.
      LOG.log(System.Logger.Level.DEBUG, "An answer could not be sent.", e);
    }
  }

  /**
   * Whatever failed, the client reads no word of it. What was answered in part is broken off, so
   * that nobody takes it for whole.
   */
  void failed(Throwable failure) {
    log(failure);
    if (response.isCommitted()) {
      throw new UncheckedIOException(new IOException("An answer was broken off."));
    }
    answer(S3Error.of(failure));
  }

  private static void log(Throwable failure) {
    try {
      boolean common = failure instanceof IOException;
      LOG.log(
          common ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
          "A request failed.",
          failure);
    } catch (OutOfMemoryError e) {
      // The answer is more needed than the line.
      return;
    }
  }
}
