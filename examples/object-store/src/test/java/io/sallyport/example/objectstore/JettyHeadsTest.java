package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sallyport.http.RequestHead;
import io.sallyport.servlet.RequestHeads;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of Jetty itself is what it tells servlets. */
class JettyHeadsTest {
  private final List<RequestHead> ofJetty = new CopyOnWriteArrayList<>();
  private final List<RequestHead> ofServlets = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  private void send(String... requests) throws IOException {
    Filter reader =
        (request, response, chain) -> {
          ofJetty.add(JettyHeads.of((HttpServletRequest) request));
          ofServlets.add(RequestHeads.of((HttpServletRequest) request));
        };
    try (ObjectStore store = ObjectStore.start(0, folder, List.of(reader))) {
      URI endpoint = store.endpoint();
      for (String request : requests) {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
          socket.setSoTimeout(30_000);
          String whole = request.replace("\n", "\r\n") + "Connection: close\r\n\r\n";
          socket.getOutputStream().write(whole.getBytes(ISO_8859_1));
          socket.getInputStream().readAllBytes();
        }
      }
    }
  }

  private static List<String> lines(RequestHead head) {
    List<String> lines = new ArrayList<>();
    lines.add(head.method() + " " + head.rawPath() + "?" + head.rawQuery());
    head.forEachHeader((name, value) -> lines.add(name + ": " + value));
    lines.add(head.remoteAddress().orElse("") + " " + head.isSecure());
    return lines;
  }

  @Test
  void eachLineIsReadAsItCame() throws IOException {
    send(
        """
        GET /a%2Fb//c?x=1&x=%20 HTTP/1.1
        Host: h
        X-Amz-Meta-A: one
        x-amz-meta-a: two
        Content-Type: text/plain; charset=UTF-8
        X-AMZ-META-A:   three
        """,
        """
        GET / HTTP/1.1
        Host: h
        Empty:
        Accept: a
        Accept: b, c
        x-latin: \u00e4\u00ff
        User-Agent: x\ty
        """,
        """
        PUT /b/k HTTP/1.1
        Host: h:80
        Content-Length: 0
        TE: trailers
        Te: gzip
        """);
    assertEquals(3, ofJetty.size());
    assertEquals(
        ofServlets.stream().map(JettyHeadsTest::lines).toList(),
        ofJetty.stream().map(JettyHeadsTest::lines).toList());
    assertEquals(List.of("one", "two", "three"), ofJetty.get(0).headers("x-amz-meta-a"));
    assertEquals(List.of(""), ofJetty.get(1).headers("empty"));
  }

  @Test
  void noTwoAreCalledTheSame() throws IOException {
    String request = "GET / HTTP/1.1\nHost: h\n";
    send(request, request);
    assertNotEquals(ofJetty.get(0).requestId(), ofJetty.get(1).requestId());
  }
}
