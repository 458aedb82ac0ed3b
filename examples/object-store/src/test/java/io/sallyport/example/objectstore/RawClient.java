package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Signs and sends what no SDK would: the target goes over the wire exactly as given. */
final class RawClient {
  private final int port;
  private final RequestSigner signer;

  RawClient(int port, AwsCredentials who) {
    this(port, who, "s3");
  }

  RawClient(int port, AwsCredentials who, String service) {
    this.port = port;
    this.signer = new RequestSigner("127.0.0.1:" + port, who, service);
  }

  /** The head of a request whose signature is right, for who sends the body apart, if at all. */
  String head(String method, String target, Map<String, String> more, String body) {
    return head(method, target, signer.headers(method, target, more, body));
  }

  private static String head(String method, String target, Map<String, String> headers) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("connection: close\r\n\r\n").toString();
  }

  /** Sends a request whose signature is right, and gives the whole answer. */
  String send(String method, String target, Map<String, String> more, String body) {
    try {
      return exchange(method, target, signer.headers(method, target, more, body), body);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String exchange(String method, String target, Map<String, String> headers, String body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((head(method, target, headers) + body).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
