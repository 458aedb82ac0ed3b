package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.http.RequestHead;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection whose client sends what it likes, when it likes; no answer is waited for long. */
final class RawClient implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n");
  private static final int PATIENCE = 30_000;

  private final Socket socket;

  RawClient(NettyServer server) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE);
  }

  /** A head as it goes over the wire. */
  static byte[] text(RequestHead head) {
    String query = head.rawQuery().isEmpty() ? "" : "?" + head.rawQuery();
    StringBuilder text =
        new StringBuilder(head.method() + " " + head.rawPath() + query + " HTTP/1.1\r\n");
    head.forEachHeader((name, value) -> text.append(name + ": " + value + "\r\n"));
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  int port() {
    return socket.getLocalPort();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void send(byte[] bytes, int from, int count) throws IOException {
    socket.getOutputStream().write(bytes, from, count);
  }

  boolean isAnswered() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /** One answer with its body, or what came of it until the connection ended. */
  String answer() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    int count = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head + new String(socket.getInputStream().readNBytes(count), ISO_8859_1);
  }

  /** Goes away without saying so. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
