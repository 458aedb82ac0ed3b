package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import io.sallyport.oidc.FetchException.Cause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int LIMIT = 1_000;

  private final TestProvider provider = TestProvider.http();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void close() {
    over.countDown();
    provider.close();
  }

  @Test
  void fetchesAndDoesNotMindTheType() throws FetchException {
    assertEquals(
        provider.document(),
        new String(get(TestProvider.discovery(), url(), LONG), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    AtomicInteger resolved = new AtomicInteger();
    Discovery.Builder discovery =
        TestProvider.discovery()
            .resolver(
                host -> {
                  resolved.incrementAndGet();
                  return new InetAddress[] {InetAddress.getLoopbackAddress()};
                });
    provider.answeringBy(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
          TestProvider.answer(exchange, status, "{}");
        });

    assertEquals(Cause.UNREACHABLE, why(discovery, url(), LONG));
    assertEquals(1, resolved.get());
    assertEquals(1, provider.asked());
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 401, 404, 500, 503})
  void takesNothingButA200AndAsksOnce(int status) {
    provider.answeringBy(exchange -> TestProvider.answer(exchange, status, ""));

    assertEquals(Cause.UNREACHABLE, why(TestProvider.discovery(), url(), LONG));
    assertEquals(1, provider.asked());
  }

  @Test
  void readsAsManyBytesAsThereMayBe() throws FetchException {
    provider.saying("a".repeat(LIMIT));

    assertArrayEquals(
        "a".repeat(LIMIT).getBytes(StandardCharsets.US_ASCII),
        get(TestProvider.discovery(), url(), LONG));
  }

  @Test
  void readsNoByteMore() {
    provider.saying("a".repeat(LIMIT + 1));

    assertEquals(Cause.DOCUMENT, why(TestProvider.discovery(), url(), LONG));
  }

  /** It would never come to an end; what has been read is enough to know. */
  @Test
  void doesNotReadWhatIsLeftOfALongAnswer() {
    CountDownLatch cut = new CountDownLatch(1);
    provider.answeringBy(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            writeWithoutEnd(body, () -> {});
          } catch (IOException e) {
            cut.countDown();
          }
        });

    assertEquals(Cause.DOCUMENT, why(TestProvider.discovery(), url(), LONG));
    assertTimeoutPreemptively(LONG, () -> cut.await());
  }

  @Test
  void endsAnAnswerThatDrips() {
    provider.answeringBy(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          drip(exchange);
        });

    assertInTime(url());
  }

  @Test
  void endsAnAnswerThatDoesNotBegin() {
    provider.answeringBy(exchange -> awaitTheEnd());

    assertInTime(url());
  }

  /** Headers without end, each in good time. */
  @Test
  void endsAHeadThatDrips() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      serve(server, "HTTP/1.1 200 OK\r\nX: ");
      assertInTime("http://127.0.0.1:" + server.getLocalPort() + "/");
    }
  }

  @Test
  void endsAHandshakeThatDrips() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      serve(server, "\26\3\3\100\0");
      assertInTime("https://127.0.0.1:" + server.getLocalPort() + "/");
    }
  }

  @Test
  void unpacksNothing() throws FetchException {
    provider.answeringBy(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          TestProvider.answer(exchange, 200, "\37\213");
        });

    assertEquals(3, get(TestProvider.discovery(), url(), LONG).length);
  }

  /** The name pointed elsewhere when the provider was registered. */
  @Test
  void checksTheAddressThatItConnectsTo() {
    AtomicInteger resolved = new AtomicInteger();
    Discovery.Builder rebinding =
        Discovery.builder()
            .resolver(
                host -> {
                  resolved.incrementAndGet();
                  return new InetAddress[] {InetAddress.getLoopbackAddress()};
                });
    String https = url().replace("http://127.0.0.1", "https://idp.example.com");

    assertEquals(Cause.ADDRESS, why(rebinding, https, LONG));
    assertEquals(1, resolved.get());
    assertEquals(0, provider.asked());
  }

  @Test
  void speaksPlainHttpToThisMachineAlone() {
    Discovery.Builder elsewhere =
        TestProvider.discovery()
            .allowPrivateNetworks()
            .resolver(host -> InetAddress.getAllByName("10.0.0.1"));

    assertEquals(Cause.ADDRESS, why(elsewhere, "http://idp.example.com/", LONG));
    assertEquals(Cause.ADDRESS, why(Discovery.builder(), url(), LONG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jwks",
        "//idp.example.com/",
        "ftp://idp.example.com/",
        "file:///etc/passwd",
        "jar:file:///a.jar!/b",
        "https:///jwks",
        "https://user@idp.example.com/",
        "https://idp.example.com/#a",
        "https://idp.example.com\\@169.254.169.254/",
        "https://idp.example.com/ HTTP/1.1",
        "https://idp_example/",
        "HTTPS://idp.example.com/"
      })
  void fetchesFromNoOtherUrl(String url) {
    assertEquals(Cause.ADDRESS, why(TestProvider.discovery(), url, LONG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "169.254.43518",
        "[::ffff:169.254.169.254]",
        "[fd00:ec2::254]",
        "10.0.0.1"
      })
  void asksNoProxyForSuchAddresses(String host) throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Discovery.Builder proxied =
          Discovery.builder().proxy(URI.create("http://127.0.0.1:" + proxy.getLocalPort()));

      assertEquals(Cause.ADDRESS, why(proxied, "https://" + host + "/", LONG));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"idp.example.com", "127.idp.example.com", "127.0.0.1.example.com"})
  void asksAProxyToConnectToTheName(String host) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout((int) LONG.toMillis() / 6);
      CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> firstLine(server));
      Discovery.Builder proxied =
          Discovery.builder().proxy(URI.create("http://127.0.0.1:" + server.getLocalPort()));

      assertEquals(Cause.UNREACHABLE, why(proxied, "https://" + host + "/a", LONG));
      assertEquals("CONNECT " + host + ":443 HTTP/1.1", asked.join());
    }
  }

  /** What is on loopback is asked without the proxy, so it has to be there. */
  @Test
  void asksNobodyElsewhereWithoutTheProxy() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Discovery.Builder proxied =
          Discovery.builder()
              .allowLoopback()
              .proxy(URI.create("http://127.0.0.1:" + proxy.getLocalPort()))
              .resolver(host -> new InetAddress[] {InetAddress.getByName("8.8.8.8")});

      assertEquals(Cause.ADDRESS, why(proxied, "https://localhost/", SHORT));
    }
  }

  @Test
  void waitsNoLongerForAnAddressThanForTheRest() {
    Discovery.Builder silent =
        TestProvider.discovery()
            .resolver(
                host -> {
                  awaitTheEnd();
                  throw new java.net.UnknownHostException(host);
                });

    assertTimeoutPreemptively(
        LONG.dividedBy(2), () -> assertEquals(Cause.UNREACHABLE, why(silent, url(), SHORT)));
  }

  private static String firstLine(ServerSocket server) {
    try (Socket client = server.accept();
        BufferedReader head =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      return head.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void beginsNothingOnceItIsClosed() {
    Fetcher fetcher = new Fetcher(TestProvider.discovery().build());
    fetcher.close();

    assertThrows(
        FetchException.class,
        () -> fetcher.get(url(), Set.of(), LIMIT, System.nanoTime() + LONG.toNanos()));
    assertEquals(0, provider.asked());
  }

  @Test
  void endsWhatIsOnItsWayWhenItIsClosed() {
    Fetcher fetcher = new Fetcher(TestProvider.discovery().build());
    provider.answeringBy(
        exchange -> {
          fetcher.close();
          awaitTheEnd();
        });

    assertTimeoutPreemptively(
        LONG.dividedBy(2),
        () ->
            assertThrows(
                FetchException.class,
                () -> fetcher.get(url(), Set.of(), LIMIT, System.nanoTime() + LONG.toNanos())));
  }

  private String url() {
    return provider.issuer() + "/.well-known/openid-configuration";
  }

  private void assertInTime(String url) {
    assertTimeoutPreemptively(
        LONG, () -> assertEquals(Cause.UNREACHABLE, why(TestProvider.discovery(), url, SHORT)));
  }

  private static Cause why(Discovery.Builder discovery, String url, Duration time) {
    return assertThrows(FetchException.class, () -> get(discovery, url, time)).why();
  }

  private static byte[] get(Discovery.Builder discovery, String url, Duration time)
      throws FetchException {
    try (Fetcher fetcher = new Fetcher(discovery.build())) {
      return fetcher.get(url, Set.of(), LIMIT, System.nanoTime() + time.toNanos());
    }
  }

  private void drip(HttpExchange exchange) throws IOException {
    try (OutputStream body = exchange.getResponseBody()) {
      writeWithoutEnd(body, this::pause);
    }
  }

  private void serve(ServerSocket server, String first) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket client = server.accept()) {
                client.getOutputStream().write(first.getBytes(StandardCharsets.ISO_8859_1));
                writeWithoutEnd(client.getOutputStream(), this::pause);
              } catch (IOException e) {
                over.countDown(); // The client is gone, as it should be.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void writeWithoutEnd(OutputStream out, Runnable between) throws IOException {
    while (over.getCount() > 0) {
      out.write('a');
      out.flush();
      between.run();
    }
  }

  /** A provider's, not the test's: it drips. */
  private void pause() {
    try {
      over.await(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      over.countDown();
    }
  }

  private void awaitTheEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
