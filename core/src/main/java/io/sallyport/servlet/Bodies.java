package io.sallyport.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads bodies that nobody has vouched for yet, never without a bound. */
final class Bodies {
  private static final int DRAINED = 8 << 20;
  private static final long DRAINED_FOR_NANOS = 5_000_000_000L;
  private static final int AT_ONCE = 16 << 10;

  private Bodies() {}

  /** The whole body; empty if it is longer than the limit. */
  static Optional<byte[]> readAtMost(HttpServletRequest request, int limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      return Optional.empty();
    }
    byte[] body = request.getInputStream().readNBytes(limit + 1);
    return body.length > limit ? Optional.empty() : Optional.of(body);
  }

  /**
   * Reads on, and forgets, up to 8 MiB of the body: a client that is still sending when the
   * connection closes never reads why it was refused. One that waits to be told to send more than
   * that is not told, and one that sends slowly is heard for five seconds.
   */
  static void drain(HttpServletRequest request) throws IOException {
    if (request.getHeader("Expect") != null && request.getContentLengthLong() > DRAINED) {
      return;
    }
    InputStream body = request.getInputStream();
    byte[] buffer = new byte[AT_ONCE];
    long until = System.nanoTime() + DRAINED_FOR_NANOS;
    for (int read, left = DRAINED; left > 0 && System.nanoTime() < until; left -= read) {
      read = body.read(buffer, 0, Math.min(left, buffer.length));
      if (read < 0) {
        return;
      }
    }
  }
}
