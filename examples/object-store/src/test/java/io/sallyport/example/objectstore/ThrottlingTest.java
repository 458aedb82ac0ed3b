package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.query.QueryResponse;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testkit.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.StsClient;

/** A client that calls STS too often is told so in a way that the AWS SDK understands. */
class ThrottlingTest {
  private final SettableClock clock = new SettableClock(Instant.now()); // as the SDK signs
  private final List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
  private final Sallyport sallyport =
      Sallyport.builder()
          .store(new MemoryStore())
          .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
          .clock(clock)
          .limitSts(1, Duration.ofMinutes(1))
          .build();

  @Test
  void theSdkCallsAgainByItself() throws IOException {
    UserName alice = new UserName("alice");
    sallyport.users().create(alice);
    AccessKey key = sallyport.users().createAccessKey(alice);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Clients clients = new Clients(endpoint);
        StsClient sts =
            clients.sts(AwsBasicCredentials.create(key.id().value(), key.secret().reveal()))) {
      assertEquals("arn:aws:iam:::user/alice", sts.getCallerIdentity().arn());
      assertEquals("arn:aws:iam:::user/alice", sts.getCallerIdentity().arn());
      assertEquals(List.of(200, 400, 200), answers);
    } finally {
      server.stop(0);
      sallyport.close();
    }
  }

  /** Each refusal lets a minute pass. */
  private void answer(HttpExchange exchange) throws IOException {
    RequestHead.Builder head =
        RequestHead.builder(exchange.getRequestMethod(), exchange.getRequestURI().toASCIIString());
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> head.header(name, value)));
    byte[] body = exchange.getRequestBody().readAllBytes();
    QueryResponse answer = sallyport.query().handle(head.build(), body);
    answers.add(answer.status());
    if (answer.status() == 400) {
      clock.advance(Duration.ofMinutes(1));
    }
    byte[] xml = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    exchange.sendResponseHeaders(answer.status(), xml.length);
    try (exchange) {
      exchange.getResponseBody().write(xml);
    }
  }
}
