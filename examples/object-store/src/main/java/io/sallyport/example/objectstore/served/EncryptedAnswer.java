package io.sallyport.example.objectstore.served;

import io.sallyport.example.objectstore.kept.Labels;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * An answer that tells, if what was asked is done, how the object that it is about is encrypted:
 * when its body begins, or when it is said to be whole. What S3Proxy says of how an object was
 * asked to be encrypted, it takes for itself. Not thread-safe.
 */
final class EncryptedAnswer extends HttpServletResponseWrapper {
  private static final String ASKED = ObjectHeaders.METADATA + Labels.ENCRYPTION;

  private final EncryptedVolume volume;
  private Optional<String> algorithm;

  /**
   * Over the answer that a client gets.
   *
   * @param algorithm for which the object's writer asked, as far as that is known before
   */
  EncryptedAnswer(
      HttpServletResponse response, EncryptedVolume volume, Optional<String> algorithm) {
    super(response);
    this.volume = volume;
    this.algorithm = algorithm;
  }

  /** Tells it of an answer that is whole. */
  void tell() {
    if (getStatus() < 300) {
      volume.headers(algorithm).forEach(super::setHeader);
    }
  }

  @Override
  public void setHeader(String name, String value) {
    if (!takes(name, value)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!takes(name, value)) {
      super.addHeader(name, value);
    }
  }

  private boolean takes(String name, String value) {
    boolean isAsked = name.equalsIgnoreCase(ASKED);
    if (isAsked) {
      algorithm = Optional.of(value);
    }
    return isAsked;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    tell();
    return super.getWriter();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    tell();
    return super.getOutputStream();
  }
}
