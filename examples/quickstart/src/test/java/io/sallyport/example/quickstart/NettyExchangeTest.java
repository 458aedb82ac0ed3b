package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateEvent;
import io.sallyport.bucket.Bucket;
import io.sallyport.credential.AccessKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.testkit.RequestSigner;
import io.sallyport.testkit.TestSallyport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one connection is answered, whatever is sent through it at once. */
class NettyExchangeTest {
  private static final String ALL =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",
       "Resource":["arn:aws:s3:::photos","arn:aws:s3:::photos/*"]},
       {"Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/secret"}]}\
      """;

  private static final String PUBLIC =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",
       "Action":"s3:PutObject","Resource":"arn:aws:s3:::public/*"}}\
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final TestSallyport test =
      TestSallyport.inMemory(
          builder ->
              builder
                  .requestParser(S3RequestParser.pathStyle().withoutVersions())
                  .bucketDirectory(NettyExchangeTest::bucket));
  private final AccessKey alice = test.user("alice", ALL);
  private final NettyObjects objects = new NettyObjects(Runnable::run);
  private final NettyCalls calls =
      new NettyCalls(test.sallyport().query(), Runnable::run, objects, PATIENCE);
  private final Connection connection =
      new Connection(
          new HttpServerCodec(),
          new NettyExchange(test.sallyport().accessAsync(Runnable::run), calls, objects, PATIENCE));

  /** One of somebody who is somewhere. */
  private static final class Connection extends EmbeddedChannel {
    Connection(ChannelHandler... handlers) {
      super(handlers);
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }
  }

  private static Optional<Bucket> bucket(String name) {
    Bucket bucket = Bucket.ownedBy(AccountId.EMPTY);
    return Optional.of(
        name.equals("public") ? bucket.withPolicy(PolicyText.submittedFor(name, PUBLIC)) : bucket);
  }

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
    test.close();
  }

  private String answer(String sent) {
    connection.writeInbound(Unpooled.copiedBuffer(sent, ISO_8859_1));
    StringBuilder text = new StringBuilder();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      text.append(out.toString(ISO_8859_1));
      out.release();
    }
    return text.toString();
  }

  private static String wire(RequestHead head, String body) {
    return new String(RawClient.text(head), ISO_8859_1) + body;
  }

  private String signed(
      RequestSigner by, String method, String target, String body, String... more) {
    RequestHead.Builder head =
        RequestHead.builder(method, target)
            .header("content-length", Integer.toString(body.length()));
    for (int i = 0; i < more.length; i += 2) {
      head.header(more[i], more[i + 1]);
    }
    return wire(by.sign(head.build(), body.getBytes(ISO_8859_1)), body);
  }

  private String signed(String method, String target, String body, String... more) {
    return signed(test.signer(alice), method, target, body, more);
  }

  private static void assertStatus(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  @Test
  void whatIsNotDoneHereIsRefused() {
    assertStatus(200, answer(signed("PUT", "/photos/secret", "picture")));
    assertStatus(403, answer(signed("GET", "/photos/secret", "")));
    assertStatus(200, answer(signed("PUT", "/photos/1.jpg", "picture")));
    for (String target :
        List.of("/photos/secret?versionId=v0", "/photos/1.jpg?partNumber=1", "/photos")) {
      assertStatus(501, answer(signed("GET", target, "")));
    }
    Map.of("range", "bytes=0-1", "if-none-match", "\"tag\"", "if-match", "\"tag\"")
        .forEach(
            (name, value) ->
                assertStatus(501, answer(signed("GET", "/photos/1.jpg", "", name, value))));
    assertStatus(501, answer(signed("PUT", "/photos/1.jpg", "other", "if-none-match", "*")));
    assertStatus(501, answer(signed("PUT", "/photos/1.jpg", "other", "x-amz-meta-a", "b")));
    assertTrue(answer(signed("GET", "/photos/1.jpg", "")).endsWith("\r\npicture"));
  }

  @Test
  void aFormIsRefused() {
    String part = "--b\r\nContent-Disposition: form-data; name=";
    String body = part + "\"key\"\r\n\r\n1.jpg\r\n" + part + "\"file\"\r\n\r\npicture\r\n--b--\r\n";
    RequestHead head =
        RequestHead.builder("POST", "/public")
            .header("host", "s3.example.com")
            .header("content-type", "multipart/form-data; boundary=b")
            .header("content-length", Integer.toString(body.length()))
            .build();
    assertStatus(501, answer(wire(head, body)));
    assertEquals(Optional.empty(), objects.find("public/1.jpg"));
  }

  /** Of a body that goes on for more than is let pass, in pieces that are read at once. */
  @Test
  void nothingIsBegunBehindARefusalThatEndsTheConnection() {
    RequestHead refused =
        RequestHead.builder("PUT", "/other/1.jpg")
            .header("host", "s3.example.com")
            .header("transfer-encoding", "chunked")
            .build();
    assertEquals("", answer(wire(refused, "")));
    for (int i = 0; i < 16; i++) {
      assertEquals("", answer("10000\r\n" + "x".repeat(1 << 16) + "\r\n"));
    }
    String last =
        answer("1\r\nx\r\n1\r\nx\r\n0\r\n\r\n" + signed("PUT", "/photos/2.jpg", "picture"));
    assertStatus(403, last);
    assertTrue(last.contains("connection: close\r\n"), last);
    assertEquals(1, last.split("HTTP/1.1", -1).length - 1, last);
    assertFalse(connection.isOpen());
    assertEquals(Optional.empty(), objects.find("photos/2.jpg"));
  }

  @Test
  void whoWantsToBeAnsweredOnceIsAnsweredOnce() {
    String put = signed("PUT", "/photos/1.jpg", "picture", "connection", "close");
    String answer = answer(put);
    assertStatus(200, answer);
    assertTrue(answer.contains("connection: close\r\n"), answer);
    assertFalse(connection.isOpen());
  }

  @Test
  void whoIsSilentIsSentAway() {
    connection.pipeline().fireUserEventTriggered("another's");
    assertTrue(connection.isOpen());
    connection.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
    assertFalse(connection.isOpen());
  }

  @Test
  void whatIsDeletedIsToldUnlessNobodyAsks() {
    assertStatus(200, answer(signed("PUT", "/photos/a%26b", "picture")));
    String object = "<Object><Key>a&amp;b</Key></Object>";
    String answer = answer(signed("POST", "/photos?delete", "<Delete>" + object + "</Delete>"));
    assertStatus(200, answer);
    assertTrue(answer.contains("<Deleted><Key>a&amp;b</Key></Deleted>"), answer);
    assertEquals(Optional.empty(), objects.find("photos/a&b"));
    String quiet = "<Delete>" + object + "<Quiet>true</Quiet></Delete>";
    String nothing = answer(signed("POST", "/photos?delete", quiet));
    assertTrue(nothing.endsWith("<DeleteResult></DeleteResult>"), nothing);
  }

  @Test
  void soManyCallsAreReadAtOnceAndNoMore() {
    String body = "Action=GetCallerIdentity&Version=2011-06-15";
    String call =
        signed(
            test.signer(alice).forService("sts"),
            "POST",
            "/",
            body,
            "content-type",
            "application/x-www-form-urlencoded");
    assertStatus(200, answer(call));
    assertEquals(64, calls.room.drainPermits());
    String answer = answer(call);
    assertStatus(503, answer);
    assertTrue(answer.contains("<Code>ServiceUnavailable</Code>"), answer);
    calls.room.release();
    assertStatus(200, answer(call));
    assertEquals(1, calls.room.availablePermits());
  }
}
