package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** One connection, over which requests go one after the other. Of one thread. */
final class KeptConnection implements AutoCloseable {
  private static final int PATIENCE = 60_000;

  private final Socket socket;
  private final InputStream in;

  /** An answer whole. */
  record Answer(int status, String body) {
    /** What is between two tags; empty if they aren't there. */
    String element(String name) {
      int from = body.indexOf("<" + name + ">") + name.length() + 2;
      int end = body.indexOf("</" + name + ">");
      return end < from ? "" : body.substring(from, end);
    }

    /** Whether it is this error. */
    boolean is(int expected, String code) {
      return status == expected && element("Code").equals(code);
    }
  }

  KeptConnection(URI endpoint) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort());
      socket.setSoTimeout(PATIENCE);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer send(String method, String target, Map<String, String> headers, String body) {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    try {
      socket
          .getOutputStream()
          .write(request.append("\r\n").append(body).toString().getBytes(UTF_8));
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + target, e);
    }
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] header = line.toLowerCase(Locale.ROOT).split(": *", 2);
      if (header[0].equals("content-length")) {
        length = Integer.parseInt(header[1]);
      } else if (header[0].equals("transfer-encoding") || header[0].equals("connection")) {
        throw new IOException("not an answer with a length on a connection that lasts: " + line);
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the answer ended early");
    }
    return new Answer(status, new String(body, UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
