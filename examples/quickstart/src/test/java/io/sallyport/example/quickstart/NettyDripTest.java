package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.sallyport.access.AccessControl;
import io.sallyport.bucket.Bucket;
import io.sallyport.credential.AccessKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.testkit.RequestSigner;
import io.sallyport.testkit.TestSallyport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bodies that a decision depends on, of clients that send a byte once the server has read the last
 * one: it holds no thread for them, and decides on what they are in the end.
 */
@Timeout(60)
class NettyDripTest {
  private static final String PHOTOS =
      """
      {"Version":"2012-10-17","Statement":[
       {"Effect":"Allow","Action":"s3:*",
        "Resource":["arn:aws:s3:::photos","arn:aws:s3:::photos/*"]},
       {"Effect":"Deny","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::photos/kept.jpg"},
       {"Effect":"Deny","Action":"s3:PutObjectTagging","Resource":"*",
        "Condition":{"StringEquals":{"s3:RequestObjectTag/level":"secret"}}}]}\
      """;

  private static final String PUBLIC =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",
       "Action":"s3:PutObject","Resource":"arn:aws:s3:::public/*"}}\
      """;

  /** The server has five threads in all. */
  private static final int MORE_THAN_THREADS = 9;

  /** Of so many bodies of the greatest length no instance has room, nor of so many forms. */
  private static final int MORE_THAN_ROOM = 80;

  private static final int LONGEST_BATCH = 2 << 20;

  private static final byte[] PICTURE = "picture".getBytes(UTF_8);

  /** What the server did with each connection, by the port of its client. */
  private final Map<Integer, Seen> seen = new ConcurrentHashMap<>();

  private final TestSallyport test =
      TestSallyport.inMemory(
          builder ->
              builder
                  .requestParser(S3RequestParser.pathStyle().withoutVersions())
                  .bucketDirectory(NettyDripTest::bucket));
  private final AccessKey alice = test.user("alice", PHOTOS);
  private final NettyServer server =
      new NettyServer(test.sallyport(), Duration.ofSeconds(5), this::watch);
  private final RequestSigner signer = test.signer(alice);

  private static Optional<Bucket> bucket(String name) {
    Bucket bucket = Bucket.ownedBy(AccountId.EMPTY);
    return Optional.of(
        name.equals("public") ? bucket.withPolicy(PolicyText.submittedFor(name, PUBLIC)) : bucket);
  }

  /** What the server has read, all given to its handlers, and that it is told the end. */
  private static final class Seen extends ChannelInboundHandlerAdapter {
    final Semaphore bytes = new Semaphore(0);
    final CountDownLatch end = new CountDownLatch(1);

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      int count = ((ByteBuf) message).readableBytes();
      context.fireChannelRead(message);
      bytes.release(count);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      context.fireChannelInactive();
      end.countDown();
    }
  }

  private Seen seen(int port) {
    return seen.computeIfAbsent(port, each -> new Seen());
  }

  private void watch(SocketChannel channel) {
    channel.pipeline().addLast(seen(channel.remoteAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.close();
    test.close();
  }

  /** A client that sends on once all that it sent was read. */
  private final class Dripping implements AutoCloseable {
    final RawClient client = new RawClient(server);
    private final Seen at = seen(client.port());
    private final byte[] body;
    private int sent;

    /** Sends a head, with a byte of its body so that it is known that more is asked for. */
    Dripping(RequestHead head, byte[] body) throws Exception {
      this.body = body;
      send(RawClient.text(head));
      dripTo(1);
    }

    private void send(byte[] bytes) throws Exception {
      client.send(bytes);
      assertRead(bytes.length);
    }

    private void assertRead(int count) throws InterruptedException {
      assertTrue(at.bytes.tryAcquire(count, 30, TimeUnit.SECONDS), "the server reads on");
    }

    void dripTo(int end) throws Exception {
      for (; sent < end; sent++) {
        client.send(body, sent, 1);
        assertRead(1);
      }
    }

    /** Sends some at once. */
    void sendTo(int end) throws Exception {
      client.send(body, sent, end - sent);
      assertRead(end - sent);
      sent = end;
    }

    String answer() throws Exception {
      dripTo(body.length);
      return client.answer();
    }

    /** Stops where it is. */
    void goAway(boolean isSilently) throws Exception {
      if (isSilently) {
        client.reset();
      } else {
        client.close();
      }
      assertTrue(at.end.await(30, TimeUnit.SECONDS), "the server is told");
      seen.remove(client.port());
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }

  private static byte[] batch(String... keys) {
    return Stream.of(keys)
        .map(key -> "<Object><Key>" + key + "</Key></Object>")
        .collect(Collectors.joining("", "<Delete>", "</Delete>"))
        .getBytes(UTF_8);
  }

  private RequestHead delete(byte[] body) {
    return signer.sign("POST", "/photos?delete", body);
  }

  /** Of a body whose length isn't told. */
  private RequestHead chunked(byte[] body) {
    RequestHead head =
        RequestHead.builder("POST", "/photos?delete")
            .header("transfer-encoding", "chunked")
            .header("expect", "100-continue")
            .build();
    return signer.sign(head, body);
  }

  private String put(String key) throws IOException {
    return answer(signer.sign("PUT", "/photos/" + key, PICTURE), PICTURE);
  }

  private String answer(RequestHead head, byte[] body) throws IOException {
    try (RawClient client = new RawClient(server)) {
      client.send(RawClient.text(head));
      client.send(body);
      return client.answer();
    }
  }

  private boolean isThere(String key) {
    return server.objects.find("photos/" + key).isPresent();
  }

  private static void assertStatus(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  private static void assertCode(int status, String code, String answer) {
    assertStatus(status, answer);
    assertTrue(answer.contains("<Code>" + code + "</Code>"), answer);
  }

  private static void assertDeletedButTheKept(String key, String answer) {
    assertStatus(200, answer);
    assertTrue(answer.contains("<Deleted><Key>" + key + "</Key></Deleted>"), answer);
    assertFalse(answer.contains("<Deleted><Key>kept.jpg"), answer);
    assertTrue(answer.contains("<Key>kept.jpg</Key><Code>AccessDenied</Code>"), answer);
  }

  @Test
  void manyDripAndOthersAreAnsweredMeanwhile() throws Exception {
    assertStatus(200, put("kept.jpg"));
    List<Dripping> slow = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
      assertStatus(200, put(i + ".jpg"));
      byte[] body = batch(i + ".jpg", "kept.jpg");
      slow.add(new Dripping(delete(body), body));
    }
    int length = batch("0.jpg", "kept.jpg").length;
    for (int i = 2; i < length; i++) {
      for (Dripping each : slow) {
        each.dripTo(i);
      }
    }
    assertStatus(200, put("other.jpg"));
    assertTrue(answer(signer.sign("GET", "/photos/other.jpg"), new byte[0]).endsWith("picture"));
    byte[] whole = batch("other.jpg", "kept.jpg");
    assertDeletedButTheKept("other.jpg", answer(delete(whole), whole));
    assertFalse(isThere("other.jpg"));
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
      assertFalse(slow.get(i).client.isAnswered());
      assertTrue(isThere(i + ".jpg"));
      assertDeletedButTheKept(i + ".jpg", slow.get(i).answer());
      assertFalse(isThere(i + ".jpg"));
      slow.get(i).close();
    }
    assertTrue(isThere("kept.jpg"));
  }

  @Test
  void whatDripsIsNotWhatWasSigned() throws Exception {
    assertStatus(200, put("1.jpg"));
    assertStatus(200, put("2.jpg"));
    try (Dripping client = new Dripping(delete(batch("1.jpg")), batch("2.jpg"))) {
      assertCode(400, "XAmzContentSHA256Mismatch", client.answer());
    }
    assertTrue(isThere("1.jpg"));
    assertTrue(isThere("2.jpg"));
  }

  /** Of a client that waits until it is asked for them. */
  @Test
  void chunksDripByteByByteToo() throws Exception {
    assertStatus(200, put("1.jpg"));
    byte[] body = batch("1.jpg", "kept.jpg");
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (int at = 0; at < body.length; at += 16) {
      byte[] chunk = Arrays.copyOfRange(body, at, Math.min(body.length, at + 16));
      wire.writeBytes((Integer.toHexString(chunk.length) + ";a=b\r\n").getBytes(UTF_8));
      wire.writeBytes(chunk);
      wire.writeBytes("\r\n".getBytes(UTF_8));
    }
    wire.writeBytes("0\r\na: b\r\n\r\n".getBytes(UTF_8));
    try (Dripping client = new Dripping(chunked(body), wire.toByteArray())) {
      assertStatus(100, client.client.answer());
      assertDeletedButTheKept("1.jpg", client.answer());
    }
    assertFalse(isThere("1.jpg"));
  }

  @Test
  void aConditionIsAskedOfWhatDripped() throws Exception {
    for (String level : List.of("secret", "open")) {
      String tag = "<Tag><Key>level</Key><Value>" + level + "</Value></Tag>";
      byte[] body = ("<Tagging><TagSet>" + tag + "</TagSet></Tagging>").getBytes(UTF_8);
      RequestHead head = signer.sign("PUT", "/photos/1.jpg?tagging", body);
      try (Dripping client = new Dripping(head, body)) {
        if (level.equals("secret")) {
          assertCode(403, "AccessDenied", client.answer());
        } else {
          assertCode(501, "NotImplemented", client.answer()); // allowed, and not done here
        }
      }
    }
  }

  private static byte[] spaced(byte[] batch, int length) {
    byte[] body = Arrays.copyOf(batch, length);
    Arrays.fill(body, batch.length, length, (byte) ' ');
    return body;
  }

  /** If what they had sent, or announced, were held, there were no room for the last. */
  @Test
  void whoStopsMidwayLeavesNothing() throws Exception {
    assertStatus(200, put("1.jpg"));
    byte[] longest = spaced(batch("1.jpg", "kept.jpg"), LONGEST_BATCH);
    RequestHead head = delete(longest);
    for (int i = 0; i < MORE_THAN_ROOM; i++) {
      Dripping client = new Dripping(head, longest);
      client.dripTo(9);
      client.sendTo(1 << 16);
      client.goAway(i % 2 == 0);
    }
    assertTrue(isThere("1.jpg"));
    try (Dripping client = new Dripping(head, longest)) {
      client.sendTo(longest.length - 9);
      assertDeletedButTheKept("1.jpg", client.answer());
    }
  }

  /** What one sends that says how much, and one that doesn't, who waits until it is asked for. */
  @Test
  void whatIsLongerThanAllowedIsRefused() throws Exception {
    assertStatus(200, put("1.jpg"));
    byte[] body = spaced(batch("1.jpg"), AccessControl.MAX_BODY + 1);
    RequestHead told = delete(body);
    try (RawClient client = new RawClient(server)) {
      client.send(RawClient.text(with(told, "expect", "100-continue")));
      assertCode(400, "MaxMessageLengthExceeded", client.answer());
      assertEquals("", client.answer(), "it isn't waited for");
    }
    try (Dripping client = new Dripping(told, body)) {
      client.sendTo(1 << 20);
      client.dripTo((1 << 20) + 1); // of so much nothing is let pass any more
      assertCode(400, "MaxMessageLengthExceeded", client.client.answer());
    }
    try (Dripping client = new Dripping(chunked(body), wire(body))) {
      assertStatus(100, client.client.answer());
      client.sendTo(body.length - 9);
      assertCode(400, "MaxMessageLengthExceeded", client.answer());
    }
    assertTrue(isThere("1.jpg"));
  }

  private static RequestHead with(RequestHead head, String name, String value) {
    RequestHead.Builder builder =
        RequestHead.builder(head.method(), head.rawPath() + "?" + head.rawQuery());
    head.forEachHeader(builder::header);
    return builder.header(name, value).build();
  }

  private static byte[] wire(byte[] body) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(UTF_8));
    wire.writeBytes(body);
    wire.writeBytes("\r\n0\r\n\r\n".getBytes(UTF_8));
    return wire.toByteArray();
  }

  /** Whose fields say what is asked, and by whom. */
  @Test
  void aFormDripsAsFarAsItIsDecidedOn() throws Exception {
    String part = "--b\r\nContent-Disposition: form-data; name=";
    String fields = part + "\"key\"\r\n\r\n1.jpg\r\n" + part + "\"file\"\r\n\r\n";
    byte[] body = (fields + "picture\r\n--b--\r\n").getBytes(UTF_8);
    RequestHead head =
        RequestHead.builder("POST", "/public")
            .header("host", "s3.example.com")
            .header("content-type", "multipart/form-data; boundary=b")
            .header("content-length", Integer.toString(body.length))
            .build();
    for (int i = 0; i < MORE_THAN_ROOM; i++) {
      Dripping client = new Dripping(head, body);
      client.dripTo(fields.length() / 2);
      client.goAway(i % 2 == 0);
    }
    try (Dripping client = new Dripping(head, body)) {
      assertCode(501, "NotImplemented", client.answer()); // allowed, and not done here
    }
    assertEquals(Optional.empty(), server.objects.find("public/1.jpg"));
  }
}
