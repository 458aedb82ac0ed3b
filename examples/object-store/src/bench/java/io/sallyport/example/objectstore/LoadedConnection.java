package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection that is kept, over which one request after the other is sent and answered. */
final class LoadedConnection {
  private static final int LONGEST_ANSWER = 1 << 16;
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final Pattern SUCCESS = Pattern.compile("HTTP/1\\.1 2[0-9]{2} ");
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *([0-9]{1,9})\r\n", Pattern.CASE_INSENSITIVE);

  private final SocketChannel channel;
  private final ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
  private ByteBuffer request = ByteBuffer.allocate(0);
  private boolean isHead;

  /** Connects, and then blocks no more. */
  LoadedConnection(SocketAddress server) throws IOException {
    channel = SocketChannel.open(server);
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  SocketChannel channel() {
    return channel;
  }

  /** Sends a request, or as much of it as goes now. */
  void send(ByteBuffer next, SelectionKey key) throws IOException {
    request = next.duplicate();
    isHead = next.get(0) == 'H';
    answer.clear();
    goOn(key);
  }

  /**
   * Sends what is left, or reads what is there.
   *
   * @return whether the request is answered
   */
  boolean goOn(SelectionKey key) throws IOException {
    if (request.hasRemaining()) {
      write();
      key.interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      return false;
    }
    if (!answer.hasRemaining() || channel.read(answer) < 0) {
      throw new EOFException("no answer of at most 64 KiB: " + said(answer.position()));
    }
    return isAnswered();
  }

  /** What a server answers that reads no further tells why. */
  private void write() throws IOException {
    try {
      channel.write(request);
    } catch (IOException e) {
      channel.read(answer);
      throw new IOException("the server read no further: " + said(answer.position()), e);
    }
  }

  private boolean isAnswered() throws IOException {
    String head = said(answer.position());
    int end = head.indexOf(END_OF_HEAD);
    if (end < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(head);
    if (!SUCCESS.matcher(head).lookingAt() || !length.find() || length.start() > end) {
      throw new IOException("no success, or of no length that is told: " + head);
    }
    int body = isHead ? 0 : Integer.parseInt(length.group(1));
    int left = end + END_OF_HEAD.length() + body - answer.position();
    if (left < 0) {
      throw new IOException("more than the answer: " + head);
    }
    return left == 0;
  }

  private String said(int length) {
    return new String(answer.array(), 0, length, ISO_8859_1);
  }
}
