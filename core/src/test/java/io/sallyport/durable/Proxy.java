package io.sallyport.durable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between an instance and its database, with the troubles it is told to have. */
final class Proxy implements AutoCloseable {

  /** What happens to what is sent. */
  enum Mode {
    /** It arrives. */
    PASS,
    /** Connections are closed, the ones that there are and new ones. */
    REFUSE,
    /**
     * It vanishes without a word. A connection that lost something stays silent for good, as if a
     * firewall had forgotten it.
     */
    SWALLOW
  }

  private final int target;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Mode mode = Mode.PASS;

  /** Passes on to a port of this machine. */
  Proxy(int target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void become(Mode next) {
    mode = next;
    if (next == Mode.REFUSE) {
      sockets.forEach(Proxy::close);
      sockets.clear();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        if (mode == Mode.PASS) {
          connect(client);
        } else if (mode == Mode.REFUSE) {
          close(client);
        }
      } catch (IOException e) {
        // The proxy was closed, or the client went away already.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(database);
    start(() -> pump(client, database));
    start(() -> pump(database, client));
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      boolean silent = false;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        silent |= mode == Mode.SWALLOW;
        if (!silent) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      // One side closed: so are both now.
    }
  }

  @Override
  public void close() {
    become(Mode.REFUSE);
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
