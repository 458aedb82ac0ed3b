package io.sallyport.storage.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server, that can be made to swallow what it is given or to hang up. */
final class FaultyLine implements AutoCloseable {
  enum Mode {
    PASS,
    SWALLOW,
    HANG_UP
  }

  private final ServerSocket entrance;
  private final int server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.PASS;

  private FaultyLine(int server) throws IOException {
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.server = server;
  }

  static FaultyLine to(int port) throws IOException {
    FaultyLine line = new FaultyLine(port);
    background(line::accept);
    return line;
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** From now on; a line that swallowed something is cut, since it can't be whole again. */
  void turn(Mode newMode) throws IOException {
    Mode before = mode;
    mode = newMode;
    if (newMode == Mode.HANG_UP || before == Mode.SWALLOW) {
      cut();
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }

  private void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = entrance.accept();
      if (mode == Mode.HANG_UP) {
        client.close();
        continue;
      }
      Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
      sockets.add(client);
      sockets.add(upstream);
      background(() -> pump(client, upstream));
      background(() -> pump(upstream, client));
    }
  }

  private void pump(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (mode == Mode.PASS) {
          out.write(buffer, 0, read);
        }
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void background(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
