package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.Deletion;
import io.sallyport.access.FormAnswer;
import io.sallyport.http.RequestHead;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers, as far as the caller may know it: that a key is missing is told only to
 * those who may list the bucket, and to what was deleted of a batch is added what was refused. A
 * browser whose form was stored is told so as its form says.
 */
final class HostAnswer extends HttpServletResponseWrapper {
  private static final int LONGEST_HELD = 8 << 20;

  private final Exchange exchange;
  private final RequestHead sent;
  private final AccessAnswer.Granted granted;
  private final Optional<Deletion> deletion;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private AccessAnswer.@Nullable Refused instead;
  private @Nullable PrintWriter writer;

  HostAnswer(Exchange exchange, RequestHead sent, AccessAnswer.Granted granted) {
    super(exchange.response());
    this.exchange = exchange;
    this.sent = sent;
    this.granted = granted;
    this.deletion = granted.deletion().filter(each -> !each.refused().isEmpty());
  }

  /** Answers for a server that has nothing to delete. */
  static void withoutHost(HttpServletResponse response, Deletion deletion) throws IOException {
    response.setStatus(SC_OK);
    response.setContentType("application/xml");
    write(response, deletion.answer());
  }

  /** Sends what was held back, once the server has done its part. */
  void finish() throws IOException {
    if (writer != null) {
      writer.flush();
    }
    if (instead != null) {
      exchange.answer(S3Error.of(instead));
    } else if (exchange.response().isCommitted()) {
      return;
    } else if (granted.form().isPresent()) {
      finishForm(granted.form().get());
    } else if (deletion.isPresent()) {
      byte[] hosts = held.toByteArray();
      write(exchange.response(), getStatus() == SC_OK ? deletion.get().answer(hosts) : hosts);
    }
  }

  private void finishForm(FormAnswer form) throws IOException {
    if (getStatus() == SC_OK) {
      Browser.tell(exchange, sent, form);
    } else {
      write(exchange.response(), held.toByteArray());
    }
  }

  private static void write(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  @Override
  public void setStatus(int status) {
    instead = status == SC_NOT_FOUND ? granted.missingKey().orElse(null) : null;
    super.setStatus(status);
  }

  /** An error of the server's is S3's XML too, never a page of the container's. */
  @Override
  public void sendError(int status) {
    setStatus(status);
    held.reset();
    if (instead == null) {
      exchange.answer(S3Error.of(status));
    }
  }

  /** What the server says of it may be an exception's words. */
  @Override
  public void sendError(int status, String message) {
    sendError(status);
  }

  @Override
  public void reset() {
    instead = null;
    held.reset();
    Pages.reset(exchange.response());
  }

  @Override
  public void resetBuffer() {
    held.reset();
    super.resetBuffer();
  }

  private boolean isHeldBack() {
    return instead != null || deletion.isPresent() || granted.form().isPresent();
  }

  @Override
  public void flushBuffer() throws IOException {
    if (!isHeldBack()) {
      super.flushBuffer();
    }
  }

  @Override
  public void setContentLength(int length) {
    setContentLengthLong(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    if (!isHeldBack()) {
      super.setContentLengthLong(length);
    }
  }

  @Override
  public void setHeader(String name, String value) {
    if (!isHeldBack() || !name.equalsIgnoreCase("content-length")) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!isHeldBack() || !name.equalsIgnoreCase("content-length")) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    addHeader(name, Integer.toString(value));
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      String encoding = Optional.ofNullable(getCharacterEncoding()).orElse(UTF_8.name());
      writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), encoding));
    }
    return writer;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return new Output(super.getOutputStream());
  }

  /** Goes on to the client, is held, or is dropped, as the answer is known when it is written. */
  private final class Output extends ServletOutputStream {
    private final ServletOutputStream client;

    Output(ServletOutputStream client) {
      this.client = client;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (instead != null) {
        return;
      }
      if (!isHeldBack()) {
        client.write(bytes, offset, length);
      } else if (held.size() + length > LONGEST_HELD) {
        throw new IOException("The server answers at greater length than it can have.");
      } else {
        held.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      if (!isHeldBack()) {
        client.flush();
      }
    }

    @Override
    public void close() throws IOException {
      if (!isHeldBack()) {
        client.close();
      }
    }

    @Override
    public boolean isReady() {
      return client.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("An answer is written by blocking.");
    }
  }
}
