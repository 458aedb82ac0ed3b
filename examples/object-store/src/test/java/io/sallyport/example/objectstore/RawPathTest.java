package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.servlet.RequestHeads;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a filter reads is what the client wrote, or the server refuses it. */
class RawPathTest {
  private final Filter echo =
      (request, response, chain) -> {
        var head = RequestHeads.of((HttpServletRequest) request);
        response.getOutputStream().print("[" + head.rawPath() + "][" + head.rawQuery() + "]");
      };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/my-bucket/a/b%20c%2Bd.txt",
        "/my-bucket/a+b",
        "/my-bucket//a///b",
        "/my-bucket/a%2Fb%2f",
        "/my-bucket/./a/../b",
        "/my-bucket/%2e%2E/b",
        "/my-bucket/..%2F..%2fother",
        "/my-bucket/a;b=c/d;e",
        "/my-bucket/..;/a",
        "/my-bucket/100%25",
        "/my-bucket/%5C..%5Ca",
        "/my-bucket/~a!$&'()*,:@=",
        "/my-bucket/%E3%81%82",
        "/my-bucket?prefix=a%2Fb+c&delimiter=%2F&max-keys&x=",
        "/my-bucket?a=1&a=2&&=&%41=b",
        "/my-bucket?",
      })
  void readsThePathAndTheQueryAsSent(String target, @TempDir Path objects) throws Exception {
    String[] parts = target.split("\\?", 2);
    String expected = "[" + parts[0] + "][" + (parts.length > 1 ? parts[1] : "") + "]";
    String answer = answer(objects, target);
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertEquals(expected, answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../other",
        "/my-bucket/../../other",
        "/my-bucket/%zz",
        "/my-bucket/%",
        "/my-bucket/%u0041",
        "my-bucket",
        "/my-bucket/a b",
        "/my-bucket/\u0001",
        "/my-bucket/a#b",
      })
  void refusesWhatIsNoPath(String target, @TempDir Path objects) throws Exception {
    String answer = answer(objects, target);
    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    assertTrue(answer.contains("<Error><Code>InvalidRequest</Code>"), answer);
  }

  private String answer(Path objects, String target) throws Exception {
    try (ObjectStore store = ObjectStore.start(0, objects, List.of(echo))) {
      return exchange(store.endpoint().getPort(), target);
    }
  }

  static String exchange(int port, String target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
