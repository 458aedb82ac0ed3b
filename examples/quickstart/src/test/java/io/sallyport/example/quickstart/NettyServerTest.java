package io.sallyport.example.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.credential.AccessKey;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testkit.RequestSigner;
import io.sallyport.testkit.TestSallyport;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A server whose one event loop waits for nobody, by the AWS SDK and by clients of bad manners. */
@Timeout(60)
class NettyServerTest {
  private static final String PHOTOS =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
       "Resource":["arn:aws:s3:::photos","arn:aws:s3:::photos/*","arn:aws:s3:::slow/*"]}}\
      """;

  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final SdkAsyncHttpClient HTTP = NettyNioAsyncHttpClient.create();
  private static final Pattern PAYLOAD = Pattern.compile("(?i)x-amz-content-sha256: (\\S+)");

  /** What was asked on an event loop of what may wait. */
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  private final CountDownLatch slowIsAsked = new CountDownLatch(1);
  private final CountDownLatch slowAnswers = new CountDownLatch(1);

  /** How much came from clients that was not written: the most at any time. */
  private final AtomicLong came = new AtomicLong();

  private final AtomicLong most = new AtomicLong();

  /** What requests said of their bodies. */
  private final Queue<String> payloads = new ConcurrentLinkedQueue<>();

  private final TestSallyport test =
      TestSallyport.inMemory(
          builder ->
              builder
                  .clock(Clock.systemUTC()) // as the SDK signs
                  .requestParser(S3RequestParser.pathStyle().withoutVersions())
                  .store(offLoop(IamStore.class, new MemoryStore()))
                  .bucketDirectory(offLoop(BucketDirectory.class, this::bucket)));
  private final AccessKey alice = test.user("alice", PHOTOS);
  private final NettyServer server =
      new NettyServer(test.sallyport(), Duration.ofSeconds(5), this::watch);
  private final S3AsyncClient s3 = s3(alice());

  /** Notes who asks it on a thread of Netty's. */
  private <T> T offLoop(Class<T> type, T asIs) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (Thread.currentThread() instanceof FastThreadLocalThread) {
                asked.add(type.getSimpleName() + "." + method.getName());
              }
              try {
                return method.invoke(asIs, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private Optional<Bucket> bucket(String name) {
    if (name.equals("slow")) {
      slowIsAsked.countDown();
      try {
        slowAnswers.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return Optional.of(Bucket.ownedBy(AccountId.EMPTY));
  }

  private void watch(SocketChannel client) {
    client
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                long held =
                    came.addAndGet(((ByteBuf) message).readableBytes())
                        - server.objects.written.get();
                most.accumulateAndGet(held, Math::max);
                Matcher payload = PAYLOAD.matcher(((ByteBuf) message).toString(ISO_8859_1));
                if (payload.find()) {
                  payloads.add(payload.group(1));
                }
                context.fireChannelRead(message);
              }
            });
  }

  private AwsCredentials alice() {
    return AwsBasicCredentials.create(alice.id().value(), alice.secret().reveal());
  }

  private <B extends S3BaseClientBuilder<B, ?>> B configured(B builder, AwsCredentials who) {
    return builder
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(StaticCredentialsProvider.create(who));
  }

  private S3AsyncClient s3(AwsCredentials who) {
    return configured(S3AsyncClient.builder(), who).httpClient(HTTP).build();
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @AfterAll
  static void closeClient() {
    HTTP.close();
  }

  @AfterEach
  void stop() {
    slowAnswers.countDown();
    s3.close();
    server.close();
    test.close();
    assertEquals(List.of(), new ArrayList<>(asked), "what may wait is asked by workers alone");
  }

  private static byte[] get(S3AsyncClient client, String bucket, String key) {
    return client
        .getObject(from -> from.bucket(bucket).key(key), AsyncResponseTransformer.toBytes())
        .orTimeout(30, TimeUnit.SECONDS)
        .join()
        .asByteArray();
  }

  private byte[] get(String key) {
    return get(s3, "photos", key);
  }

  private void put(String bucket, byte[] bytes) {
    s3.putObject(to -> to.bucket(bucket).key("1.jpg"), AsyncRequestBody.fromBytes(bytes)).join();
  }

  private static <E extends Throwable> E failure(Class<E> type, Runnable call) {
    CompletionException failed = assertThrows(CompletionException.class, call::run);
    return assertInstanceOf(type, failed.getCause());
  }

  private String ended() throws InterruptedException {
    return String.valueOf(server.objects.ended.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void anSdkPutsGetsAndDeletes() {
    put("photos", "picture".getBytes(UTF_8));
    assertEquals("STREAMING-UNSIGNED-PAYLOAD-TRAILER", payloads.peek());
    assertEquals("picture", new String(get("1.jpg"), UTF_8));
    failure(NoSuchKeyException.class, () -> get("2.jpg"));
    put("photos", new byte[0]);
    assertEquals(0, get("1.jpg").length);
    ObjectIdentifier first = ObjectIdentifier.builder().key("1.jpg").build();
    s3.deleteObjects(from -> from.bucket("photos").delete(of -> of.objects(first).quiet(true)))
        .join();
    failure(NoSuchKeyException.class, () -> get("1.jpg"));
  }

  @Test
  void whatIsNotAllowedIsRefused() {
    S3Exception denied = failure(S3Exception.class, () -> put("other", "picture".getBytes(UTF_8)));
    assertEquals("AccessDenied", denied.awsErrorDetails().errorCode());
    put("photos", "picture".getBytes(UTF_8));
    assertEquals("picture", new String(get("1.jpg"), UTF_8));
  }

  @Test
  void aSessionBeginsOnTheSamePort() {
    test.sallyport().roles().create(CreateRoleRequest.of("Reader", Quickstart.TRUST));
    test.sallyport().roles().putPolicy(new RoleName("Reader"), new PolicyName("Read"), PHOTOS);
    put("photos", "picture".getBytes(UTF_8));
    try (StsAsyncClient sts =
        StsAsyncClient.builder()
            .endpointOverride(endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(alice()))
            .httpClient(HTTP)
            .build()) {
      Credentials session =
          sts.assumeRole(of -> of.roleArn("arn:aws:iam:::role/Reader").roleSessionName("monday"))
              .join()
              .credentials();
      try (S3AsyncClient reader =
          s3(
              AwsSessionCredentials.create(
                  session.accessKeyId(), session.secretAccessKey(), session.sessionToken()))) {
        assertEquals("picture", new String(get(reader, "photos", "1.jpg"), UTF_8));
      }
    }
  }

  @Test
  void aLargeObjectIsNeverHeld() {
    byte[] large = new byte[10 << 20];
    new Random(1).nextBytes(large);
    try (SdkHttpClient waiting = UrlConnectionHttpClient.create();
        S3Client signing = configured(S3Client.builder(), alice()).httpClient(waiting).build()) {
      signing.putObject(to -> to.bucket("photos").key("1.jpg"), RequestBody.fromBytes(large));
    }
    assertEquals("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", payloads.peek());
    assertTrue(most.get() > 0 && most.get() < 512 << 10, most::toString);
    assertArrayEquals(large, get("1.jpg"));
  }

  @Test
  void whileOneDecisionWaitsOthersAreMade() throws Exception {
    put("photos", "picture".getBytes(UTF_8));
    CompletableFuture<byte[]> slow = CompletableFuture.supplyAsync(() -> get(s3, "slow", "1.jpg"));
    assertTrue(slowIsAsked.await(30, TimeUnit.SECONDS));
    assertEquals("picture", new String(get("1.jpg"), UTF_8));
    assertFalse(slow.isDone());
    slowAnswers.countDown();
    CompletionException failed = assertThrows(CompletionException.class, slow::join);
    assertInstanceOf(S3Exception.class, failed.getCause());
  }

  private byte[] head(String key, byte[] body) {
    RequestHead request =
        RequestHead.builder("PUT", "/photos/" + key)
            .header("content-length", Integer.toString(body.length))
            .build();
    return head(request, body);
  }

  private byte[] unsignedHead(String key, int length) {
    RequestHead request =
        RequestHead.builder("PUT", "/photos/" + key)
            .header("content-length", Integer.toString(length))
            .header("x-amz-content-sha256", UNSIGNED)
            .build();
    return head(request, new byte[0]);
  }

  private byte[] head(RequestHead request, byte[] body) {
    RequestHead signed =
        RequestSigner.of(alice, Clock.systemUTC())
            .atHost("127.0.0.1:" + server.port())
            .sign(request, body);
    return RawClient.text(signed);
  }

  @Test
  void aBodyThatIsNotTheSignedOneIsRefused() throws Exception {
    try (RawClient client = new RawClient(server)) {
      client.send(head("1.jpg", "picture".getBytes(UTF_8)));
      client.send("PICTURE".getBytes(UTF_8));
      String answer = client.answer();
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      assertTrue(answer.contains("<Code>XAmzContentSHA256Mismatch</Code>"), answer);
    }
    assertEquals("failed", ended());
    failure(NoSuchKeyException.class, () -> get("1.jpg"));
  }

  @Test
  void aBodyThatNobodySignedIsTakenWhole() throws Exception {
    try (RawClient client = new RawClient(server)) {
      client.send(unsignedHead("1.jpg", 7));
      client.send("picture".getBytes(UTF_8));
      assertTrue(client.answer().startsWith("HTTP/1.1 200 "));
    }
    assertEquals("picture", new String(get("1.jpg"), UTF_8));
  }

  @Test
  void aClientThatGoesAwayLeavesNothing() throws Exception {
    byte[] signed = new byte[1 << 20];
    for (int i = 0; i < 40; i++) {
      try (RawClient client = new RawClient(server)) {
        client.send(i % 2 == 0 ? head("1.jpg", signed) : unsignedHead("1.jpg", signed.length));
        client.send(signed, 0, signed.length / 2);
      }
      assertEquals("failed", ended());
    }
    failure(NoSuchKeyException.class, () -> get("1.jpg"));
  }

  @Test
  void aSlowClientHoldsUpNobody() throws Exception {
    byte[] signed = "a picture that comes byte by byte".getBytes(UTF_8);
    try (RawClient client = new RawClient(server)) {
      client.send(head("slow.jpg", signed));
      for (int i = 0; i < signed.length - 1; i++) {
        client.send(signed, i, 1);
      }
      put("photos", "picture".getBytes(UTF_8));
      assertEquals("stored", ended());
      assertEquals("picture", new String(get("1.jpg"), UTF_8));
      failure(NoSuchKeyException.class, () -> get("slow.jpg"));
      client.send(signed, signed.length - 1, 1);
      assertEquals("stored", ended());
      String answer = client.answer();
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }
    assertArrayEquals(signed, get("slow.jpg"));
  }

  @Test
  void whoSendsBeforeBeingAnsweredIsSentAway() throws Exception {
    byte[] picture = "picture".getBytes(UTF_8);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    for (String key : List.of("1.jpg", "2.jpg")) {
      both.writeBytes(head(key, picture));
      both.writeBytes(picture);
    }
    try (RawClient client = new RawClient(server)) {
      client.send(both.toByteArray());
      assertEquals("", client.answer());
    }
    failure(NoSuchKeyException.class, () -> get("2.jpg"));
  }

  /** Whose secret is not asked for before the whole body is there. */
  @Test
  void whoIsTooSlowWithACallIsSentAway() throws Exception {
    RequestHead call =
        RequestHead.builder("POST", "/")
            .header("content-length", "10")
            .header("content-type", "application/x-www-form-urlencoded")
            .build();
    RequestHead signed =
        RequestSigner.of(alice, Clock.systemUTC()).forService("sts").sign(call, new byte[0]);
    NettyServer hasty = new NettyServer(test.sallyport(), Duration.ofMillis(300), client -> {});
    try (RawClient client = new RawClient(hasty)) {
      client.send(RawClient.text(signed));
      String answer = client.answer();
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
      assertTrue(answer.contains("<Code>RequestTimeout</Code>"), answer);
      assertEquals(64, hasty.calls.room.availablePermits());
    } finally {
      hasty.close();
    }
  }
}
