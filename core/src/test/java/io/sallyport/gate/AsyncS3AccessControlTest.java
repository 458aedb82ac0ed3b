package io.sallyport.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.access.BodySink;
import io.sallyport.access.IncomingBody;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.PolicyName;
import io.sallyport.sigv4.BodyRejectedException;
import io.sallyport.testing.BrowserForm;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.TroubledStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The check by an executor says what the check that waits says, and waits for nobody. */
class AsyncS3AccessControlTest {
  private static final String KEYS =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",\
      "Resource":["arn:aws:s3:::my-bucket/a*","arn:aws:s3:::my-bucket/user/*"]}}\
      """;

  private static final byte[] DELETE =
      "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>".getBytes(UTF_8);

  /** Work that waits until it is run here. */
  private final Queue<Runnable> work = new ArrayDeque<>();

  private final TroubledStore store = new TroubledStore();
  private final Installation installation = new Installation(store);
  private final AccessControl waiting = installation.sallyport.access();
  private final AsyncAccessControl access = installation.sallyport.accessAsync(work::add);
  private final ClientSigner signer = ClientSigner.of(installation.key2, installation.clock);

  AsyncS3AccessControlTest() {
    installation.sallyport.users().putPolicy(Installation.TESTER2, new PolicyName("Keys"), KEYS);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  /** A client that sends its body in pieces of so many bytes, each as it is asked for. */
  private static final class Client {
    private final ByteBuffer wire;
    private final int cut;
    final BodySink sink = new BodySink(this::more, this::dropped);
    final IncomingBody body = IncomingBody.of(sink);
    int given;
    int drops;

    Client(byte[] bytes, int cut) {
      wire = ByteBuffer.wrap(bytes);
      this.cut = cut;
    }

    private void more() {
      if (wire.hasRemaining()) {
        ByteBuffer next = wire.slice().limit(Math.min(cut, wire.remaining()));
        wire.position(wire.position() + next.limit());
        given += next.limit();
        sink.next(next);
      } else {
        sink.end();
      }
    }

    private void dropped() {
      drops++;
    }
  }

  private static IncomingBody none() {
    return new Client(new byte[0], 1).body;
  }

  private AccessAnswer done(CompletionStage<AccessAnswer> stage) {
    CompletableFuture<AccessAnswer> answer = stage.toCompletableFuture();
    while (!work.isEmpty()) {
      work.remove().run();
    }
    assertTrue(answer.isDone(), "nothing is left to be done");
    return answer.join();
  }

  private static String said(AccessAnswer answer) {
    return answer.fold(granted -> "granted", AccessAnswer.Refused::code);
  }

  private static byte[] read(Flow.Publisher<ByteBuffer> body) {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    CompletableFuture<byte[]> whole = new CompletableFuture<>();
    body.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(ByteBuffer piece) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            got.writeBytes(bytes);
          }

          @Override
          public void onError(Throwable cause) {
            whole.completeExceptionally(cause);
          }

          @Override
          public void onComplete() {
            whole.complete(got.toByteArray());
          }
        });
    return whole.join();
  }

  @Test
  void itSaysWhatTheCheckThatWaitsSays() {
    for (RequestHead head :
        List.of(
            signer.s3("GET", "/my-bucket/a"),
            signer.s3("GET", "/my-bucket/b"),
            signer.s3("PUT", "/my-bucket/a", "picture"),
            RequestHead.builder("GET", "/my-bucket/a").header("Host", "h").build(),
            RequestHead.builder("GET", "/my-bucket/a")
                .header("Authorization", "AWS x:y")
                .build())) {
      assertEquals(
          said(waiting.check(head)), said(done(access.check(head, none()))), head::toString);
    }
  }

  @Test
  void whoCallsWaitsForNothing() {
    store.stopAnswering();
    RequestHead head = signer.s3("GET", "/my-bucket/a");
    CompletableFuture<AccessAnswer> answer = access.check(head, none()).toCompletableFuture();
    assertFalse(answer.isDone());
    assertEquals(1, work.size(), "all of it is left to the executor");
  }

  @Test
  void aBodyIsReadAsFarAsTheDecisionDependsOnIt() {
    Client client = new Client(DELETE, 7);
    RequestHead head = signer.s3("POST", "/my-bucket?delete", new String(DELETE, UTF_8));
    AccessAnswer answer = done(access.check(head, client.body));
    AccessAnswer.Granted granted =
        assertInstanceOf(AccessAnswer.Granted.class, answer, answer::toString);
    assertEquals(1, granted.deletion().orElseThrow().refused().size());
    String written = new String(read(granted.body().decoded(client.body)), UTF_8);
    assertTrue(written.contains("<Key>a</Key>"), written);
    assertFalse(written.contains("<Key>b</Key>"), written);
  }

  @Test
  void anObjectIsNotReadForTheDecision() {
    byte[] object = "picture".getBytes(UTF_8);
    Client client = new Client(object, 3);
    RequestHead head = signer.s3("PUT", "/my-bucket/a", "picture");
    AccessAnswer.Granted granted =
        assertInstanceOf(AccessAnswer.Granted.class, done(access.check(head, client.body)));
    assertEquals(0, client.given);
    assertEquals("picture", new String(read(granted.body().decoded(client.body)), UTF_8));
  }

  @Test
  void aBodyThatIsNotTheSignedOneFailsToRead() {
    Client client = new Client("pictures".getBytes(UTF_8), 3);
    RequestHead head = signer.s3("PUT", "/my-bucket/a", "picture");
    AccessAnswer.Granted granted =
        assertInstanceOf(AccessAnswer.Granted.class, done(access.check(head, client.body)));
    CompletionException rejected =
        assertThrows(CompletionException.class, () -> read(granted.body().decoded(client.body)));
    assertInstanceOf(BodyRejectedException.class, rejected.getCause());
  }

  @Test
  void aFormIsReadToItsFileAndThenFromItsBeginning() {
    BrowserForm form =
        new BrowserForm("user/cat.jpg")
            .sign(
                installation.key2.id().value(),
                installation.key2.secret().reveal(),
                installation.clock.instant(),
                "{\"bucket\":\"my-bucket\"}",
                "[\"starts-with\",\"$key\",\"user/\"]");
    form.file = new byte[100_000];
    Client client = new Client(form.body(), 1_000);
    AccessAnswer answer = done(access.check(form.head(), client.body));
    AccessAnswer.Granted granted =
        assertInstanceOf(AccessAnswer.Granted.class, answer, answer::toString);
    assertTrue(client.given < 22_000, "the file is not read for the decision");
    assertEquals(100_000, read(granted.body().decoded(client.body)).length);
  }

  @Test
  void aBodyThatIsTooLongIsNotReadToItsEnd() {
    Client client = new Client(new byte[AccessControl.MAX_BODY * 2], 1 << 16);
    RequestHead head = signer.s3("POST", "/my-bucket?delete", "");
    assertEquals("MaxMessageLengthExceeded", said(done(access.check(head, client.body))));
    assertTrue(client.given <= AccessControl.MAX_BODY + (1 << 16) + 1);
    assertEquals(1, client.drops);
  }

  @Test
  void whatIsRefusedIsNotRead() {
    Client client = new Client(DELETE, 7);
    RequestHead head = RequestHead.builder("POST", "/my-bucket?delete").header("Host", "h").build();
    assertEquals("AccessDenied", said(done(access.check(head, client.body))));
    assertEquals(0, client.given);
  }

  @Test
  void aClientThatIsGoneIsNotDecidedOnAndFreesItsPlace() {
    RequestHead head = signer.s3("POST", "/my-bucket?delete", new String(DELETE, UTF_8));
    for (int i = 0; i < AsyncS3AccessControl.MOST_BODIES * 2; i++) {
      BodySink sink = new BodySink(() -> {}, () -> {});
      CompletableFuture<AccessAnswer> answer =
          access.check(head, IncomingBody.of(sink)).toCompletableFuture();
      work.remove().run();
      IOException gone = new IOException("gone");
      sink.fail(gone);
      assertEquals(gone, assertThrows(CompletionException.class, answer::join).getCause());
    }
    assertEquals("granted", said(done(access.check(head, new Client(DELETE, 7).body))));
  }

  @Test
  void soManyBodiesAreReadAtOnceAndNoMore() {
    RequestHead head = signer.s3("POST", "/my-bucket?delete", new String(DELETE, UTF_8));
    List<BodySink> slow = new ArrayList<>();
    List<CompletionStage<AccessAnswer>> unanswered = new ArrayList<>();
    for (int i = 0; i < AsyncS3AccessControl.MOST_BODIES; i++) {
      BodySink sink = new BodySink(() -> {}, () -> {});
      slow.add(sink);
      unanswered.add(access.check(head, IncomingBody.of(sink)));
      work.remove().run();
    }
    assertEquals("SlowDown", said(done(access.check(head, new Client(DELETE, 7).body))));
    slow.get(0).fail(new IOException("gone"));
    assertEquals("granted", said(done(access.check(head, new Client(DELETE, 7).body))));
    long answered = unanswered.stream().filter(each -> each.toCompletableFuture().isDone()).count();
    assertEquals(1, answered);
  }

  @Test
  void whoIsTooSlowIsRefusedAndDropped() {
    AsyncAccessControl hasty =
        new AsyncS3AccessControl(waiting, Runnable::run, Duration.ofMillis(1));
    AtomicInteger drops = new AtomicInteger();
    BodySink silent = new BodySink(() -> {}, drops::incrementAndGet);
    RequestHead head = signer.s3("POST", "/my-bucket?delete", new String(DELETE, UTF_8));
    RequestHead announced = announcing(head, DELETE.length);
    AccessAnswer answer =
        hasty.check(announced, IncomingBody.of(silent)).toCompletableFuture().join();
    assertEquals("RequestTimeout", said(answer));
    assertEquals(1, drops.get());
  }

  private static RequestHead announcing(RequestHead head, int length) {
    RequestHead.Builder builder =
        RequestHead.builder(head.method(), head.rawPath() + "?" + head.rawQuery());
    head.forEachHeader(builder::header);
    return head.headers("content-length").isEmpty()
        ? builder.header("Content-Length", Integer.toString(length)).build()
        : head;
  }

  @Test
  void anExecutorWithoutRoomIsARefusal() {
    AsyncAccessControl full =
        installation.sallyport.accessAsync(
            task -> {
              throw new RejectedExecutionException("full");
            });
    RequestHead head = signer.s3("GET", "/my-bucket/a");
    AccessAnswer answer = full.check(head, none()).toCompletableFuture().join();
    assertEquals("ServiceUnavailable", said(answer));
  }

  @Test
  void aMissingKeyIsToldToWhoMayList() {
    AccessAnswer.Granted granted =
        assertInstanceOf(
            AccessAnswer.Granted.class,
            done(access.check(signer.s3("GET", "/my-bucket/a"), none())));
    CompletableFuture<Optional<AccessAnswer.Refused>> missing =
        access.missingKey(granted).toCompletableFuture();
    assertFalse(missing.isDone());
    work.remove().run();
    assertEquals("AccessDenied", missing.join().orElseThrow().code());
  }
}
