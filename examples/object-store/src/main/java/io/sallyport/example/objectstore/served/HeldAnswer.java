package io.sallyport.example.objectstore.served;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** An answer in UTF-8 that is held until it is whole, to be changed then. Not thread-safe. */
final class HeldAnswer extends HttpServletResponseWrapper {
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final PrintWriter writer =
      new PrintWriter(new OutputStreamWriter(held, StandardCharsets.UTF_8));

  HeldAnswer(HttpServletResponse response) {
    super(response);
  }

  /** Sends what was answered, changed if it was a success. */
  void send(UnaryOperator<String> change) throws IOException {
    writer.flush();
    byte[] body = held.toByteArray();
    if (getStatus() == SC_OK) {
      String text = new String(body, StandardCharsets.UTF_8);
      body = change.apply(text).getBytes(StandardCharsets.UTF_8);
    }
    super.setContentLength(body.length);
    super.getOutputStream().write(body);
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new ServletOutputStream() {
      @Override
      public void write(int b) {
        held.write(b);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        held.write(bytes, from, length);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new IllegalStateException("What is held is written by blocking.");
      }
    };
  }

  @Override
  public void setContentLength(int length) {
    // It is another once the answer is changed.
  }

  @Override
  public void setContentLengthLong(long length) {
    // As above.
  }

  @Override
  public void flushBuffer() {
    // Nothing is sent before all is there.
  }
}
