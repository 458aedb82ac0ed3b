package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A connection whose client sends what it likes, when it likes. Nothing is read for over a minute.
 */
final class RawConnection implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int PATIENCE = 60_000;

  private final Socket socket;

  RawConnection(URI endpoint) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort());
    socket.setSoTimeout(PATIENCE);
  }

  /** The head of a call of IAM whose signature is wrong, and which announces a body. */
  static String forgedCall(String accessKey, long length) {
    String time = TIME.format(Clock.systemUTC().instant());
    return """
    POST / HTTP/1.1
    Host: localhost
    X-Amz-Date: %s
    Content-Length: %d
    Authorization: AWS4-HMAC-SHA256 Credential=%s/%s/us-east-1/iam/aws4_request, \
    SignedHeaders=host;x-amz-date, Signature=%s

    """
        .formatted(time, length, accessKey, time.substring(0, 8), "0".repeat(64))
        .replace("\n", "\r\n");
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  /** Sends, unless the server has hung up: it may, at whoever is refused. */
  void sendIfOpen(String text) {
    try {
      send(text);
    } catch (IOException e) {
      return;
    }
  }

  /** The status line of the answer. */
  String statusLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = socket.getInputStream().read(); b >= 0 && b != '\r'; ) {
      line.append((char) b);
      b = socket.getInputStream().read();
    }
    return line.toString();
  }

  /** All that comes until the connection ends. */
  String answer() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
