package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;

/** Requests, signed before, that one thread sends by turns over connections that are kept. */
final class Load {
  private static final int CONNECTIONS = 16;

  /** How long no answer may come. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<ByteBuffer> requests;
  private int next;

  private Load(List<String> requests) {
    this.requests = requests.stream().map(Load::bytes).toList();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.allocateDirect(text.length()).put(text.getBytes(ISO_8859_1)).flip();
  }

  /**
   * Sends them for some seconds, and each once at least. What was sent by then is waited for.
   *
   * @return how many were answered, each with success
   */
  static long of(List<String> requests, URI endpoint, int seconds) throws IOException {
    try (Selector selector = Selector.open()) {
      try {
        Load load = new Load(requests);
        for (int i = 0; i < CONNECTIONS; i++) {
          load.connect(endpoint, selector);
        }
        return load.answered(selector, Duration.ofSeconds(seconds));
      } finally {
        for (SelectionKey each : selector.keys()) {
          each.channel().close();
        }
      }
    }
  }

  private void connect(URI endpoint, Selector selector) throws IOException {
    LoadedConnection connection =
        new LoadedConnection(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
    sendNext(connection, connection.channel().register(selector, 0, connection));
  }

  private void sendNext(LoadedConnection connection, SelectionKey key) throws IOException {
    connection.send(requests.get(next), key);
    next = (next + 1) % requests.size();
  }

  private long answered(Selector selector, Duration time) throws IOException {
    long begun = System.nanoTime();
    long count = 0;
    int waiting = CONNECTIONS;
    while (waiting > 0) {
      if (selector.select(PATIENCE.toMillis()) == 0) {
        throw new IOException("no answer within " + PATIENCE);
      }
      boolean isTimeOver = System.nanoTime() - begun > time.toNanos();
      for (SelectionKey key : selector.selectedKeys()) {
        LoadedConnection connection = (LoadedConnection) key.attachment();
        if (!connection.goOn(key)) {
          continue;
        }
        count++;
        if (isTimeOver && count + waiting > requests.size()) {
          key.interestOps(0);
          waiting--;
        } else {
          sendNext(connection, key);
        }
      }
      selector.selectedKeys().clear();
    }
    return count;
  }
}
