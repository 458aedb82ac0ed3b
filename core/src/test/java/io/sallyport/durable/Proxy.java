package io.sallyport.durable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
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

  private final List<ServerSocket> servers = new ArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Mode mode = Mode.PASS;

  /** Passes on to ports of this machine. */
  Proxy(List<Integer> targets) throws IOException {
    for (int target : targets) {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      servers.add(server);
      start(() -> accept(server, target));
    }
  }

  /** Its own ports, one for each that it passes on to. */
  List<Integer> ports() {
    return servers.stream().map(ServerSocket::getLocalPort).toList();
  }

  void become(Mode next) {
    mode = next;
    if (next == Mode.REFUSE) {
      sockets.forEach(Proxy::close);
      sockets.clear();
    }
  }

  private void accept(ServerSocket server, int target) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        if (mode == Mode.PASS) {
          connect(client, target);
        } else if (mode == Mode.REFUSE) {
          close(client);
        }
      } catch (IOException e) {
        // The proxy was closed, or the client went away already.
      }
    }
  }

  private void connect(Socket client, int target) throws IOException {
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
    servers.forEach(Proxy::close);
  }

  private static void close(Closeable socket) {
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
