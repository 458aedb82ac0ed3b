package io.sallyport.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.access.BodySink;
import io.sallyport.access.Requester;
import io.sallyport.error.ClosedException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.PolicyName;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Principal;
import io.sallyport.sigv4.BodyRejectedException;
import io.sallyport.testing.BrowserForm;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.TroubledStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
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

  private static final byte[] TAGS =
      "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>".getBytes(UTF_8);

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
  private final class Client {
    private final ByteBuffer wire;
    private final int cut;
    final BodySink body = access.body(this::more);
    int given;

    Client(byte[] bytes, int cut) {
      wire = ByteBuffer.wrap(bytes);
      this.cut = cut;
    }

    private void more() {
      if (wire.hasRemaining()) {
        ByteBuffer next = wire.slice().limit(Math.min(cut, wire.remaining()));
        wire.position(wire.position() + next.limit());
        given += next.limit();
        body.next(next);
      } else {
        body.end();
      }
    }
  }

  private BodySink none() {
    return new Client(new byte[0], 1).body;
  }

  private BodySink silent() {
    return access.body(() -> {});
  }

  private void work() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  private AccessAnswer done(CompletionStage<AccessAnswer> stage) {
    work();
    return now(stage);
  }

  /** What a stage is complete with: nobody waits here. */
  private static <T> T now(CompletionStage<T> stage) {
    CompletableFuture<T> answer = stage.toCompletableFuture();
    assertTrue(answer.isDone(), "nothing is left to be done");
    return answer.join();
  }

  private AccessAnswer.Granted granted(CompletionStage<AccessAnswer> stage) {
    AccessAnswer answer = done(stage);
    return assertInstanceOf(AccessAnswer.Granted.class, answer, answer::toString);
  }

  private static Throwable failure(CompletionStage<?> stage) {
    CompletableFuture<?> answer = stage.toCompletableFuture();
    assertTrue(answer.isDone());
    return requireNonNull(assertThrows(CompletionException.class, answer::join).getCause());
  }

  private static String said(AccessAnswer answer) {
    return answer.fold(granted -> "granted", AccessAnswer.Refused::code);
  }

  private static Pieces read(Flow.Publisher<ByteBuffer> body) {
    Pieces reader = new Pieces();
    body.subscribe(reader);
    reader.ask(Long.MAX_VALUE);
    assertEquals(1, reader.ends);
    return reader;
  }

  private static String text(Flow.Publisher<ByteBuffer> body) {
    Pieces reader = read(body);
    assertEquals(Optional.empty(), reader.failure);
    return reader.got.toString(UTF_8);
  }

  private RequestHead delete() {
    return signer.s3("POST", "/my-bucket?delete", new String(DELETE, UTF_8));
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
  void whoBringsTheBodyWaitsForNothing() {
    BodySink body = silent();
    CompletableFuture<AccessAnswer> answer = access.check(delete(), body).toCompletableFuture();
    work();
    body.next(ByteBuffer.wrap(DELETE));
    body.end();
    assertFalse(answer.isDone());
    assertEquals(1, work.size(), "what follows is left to the executor");
    work();
    assertEquals("granted", said(now(answer)));
    BodySink broken = silent();
    CompletionStage<AccessAnswer> undecided = access.check(delete(), broken);
    work();
    broken.fail(new IOException("gone"));
    assertFalse(undecided.toCompletableFuture().isDone());
    assertEquals(1, work.size(), "as is what it ends with");
    work();
    assertInstanceOf(IOException.class, failure(undecided));
  }

  @Test
  void aBodyIsReadAsFarAsTheDecisionDependsOnIt() {
    Client client = new Client(DELETE, 7);
    AccessAnswer.Granted granted = granted(access.check(delete(), client.body));
    assertEquals(1, granted.deletion().orElseThrow().refused().size());
    String written = text(granted.body().decoded(client.body));
    assertTrue(written.contains("<Key>a</Key>"), written);
    assertFalse(written.contains("<Key>b</Key>"), written);
    Throwable given = read(client.body).failure.orElseThrow();
    assertInstanceOf(IllegalStateException.class, given, "what was written stands for it");
  }

  @Test
  void whatWasDecidedOnIsWhatIsReadThen() {
    byte[] reused = TAGS.clone();
    BodySink body = silent();
    RequestHead head = signer.s3("PUT", "/my-bucket/a?tagging", new String(TAGS, UTF_8));
    CompletionStage<AccessAnswer> stage = access.check(head, body);
    work();
    body.next(ByteBuffer.wrap(reused));
    Arrays.fill(reused, (byte) 'x');
    body.end();
    AccessAnswer.Granted granted = granted(stage);
    assertEquals(new String(TAGS, UTF_8), text(granted.body().decoded(body)));
  }

  @Test
  void itIsDecidedByWhatHoldsOnceTheBodyIsThere() {
    BodySink body = silent();
    CompletionStage<AccessAnswer> answer = access.check(delete(), body);
    work();
    installation.sallyport.users().deletePolicy(Installation.TESTER2, new PolicyName("Keys"));
    body.next(ByteBuffer.wrap(DELETE));
    body.end();
    AccessAnswer.Granted none = granted(answer);
    assertEquals(2, none.deletion().orElseThrow().refused().size());
    assertFalse(none.deletion().orElseThrow().isAsked());
  }

  @Test
  void anObjectIsNotReadForTheDecision() {
    Client client = new Client("picture".getBytes(UTF_8), 3);
    RequestHead head = signer.s3("PUT", "/my-bucket/a", "picture");
    AccessAnswer.Granted granted = granted(access.check(head, client.body));
    assertEquals(0, client.given);
    assertEquals("picture", text(granted.body().decoded(client.body)));
  }

  @Test
  void aBodyThatIsNotTheSignedOneFailsToRead() {
    Client client = new Client("pictures".getBytes(UTF_8), 3);
    RequestHead head = signer.s3("PUT", "/my-bucket/a", "picture");
    AccessAnswer.Granted granted = granted(access.check(head, client.body));
    Pieces reader = read(granted.body().decoded(client.body));
    assertInstanceOf(BodyRejectedException.class, reader.failure.orElseThrow());
  }

  @Test
  void anUnsignedBodyThatBreaksOffIsNoWholeOne() {
    RequestHead head = with(signer.presigned("PUT", "/my-bucket/a"), "Content-Length", "7");
    BodySink body = silent();
    AccessAnswer.Granted granted = granted(access.check(head, body));
    body.next(ByteBuffer.wrap("pict".getBytes(UTF_8)));
    body.end();
    Pieces reader = read(granted.body().decoded(body));
    assertInstanceOf(IOException.class, reader.failure.orElseThrow());
  }

  private BrowserForm form() {
    BrowserForm form =
        new BrowserForm("user/cat.jpg")
            .sign(
                installation.key2.id().value(),
                installation.key2.secret().reveal(),
                installation.clock.instant(),
                "{\"bucket\":\"my-bucket\"}",
                "[\"starts-with\",\"$key\",\"user/\"]");
    form.file = new byte[100_000];
    return form;
  }

  @Test
  void aFormIsReadToItsFileAndThenFromItsBeginning() {
    BrowserForm form = form();
    Client client = new Client(form.body(), 1_000);
    AccessAnswer.Granted granted = granted(access.check(form.head(), client.body));
    assertTrue(client.given < 22_000, "the file is not read for the decision");
    assertEquals(100_000, read(granted.body().decoded(client.body)).got.size());
  }

  @Test
  void aBodyThatIsTooLongIsNotReadToItsEnd() {
    Client client = new Client(new byte[AccessControl.MAX_BODY * 2], 1 << 16);
    RequestHead head = signer.s3("POST", "/my-bucket?delete", "");
    assertEquals("MaxMessageLengthExceeded", said(done(access.check(head, client.body))));
    assertTrue(client.given <= AccessControl.MAX_BODY + (1 << 16) + 1);
  }

  @Test
  void aBodyThatAnnouncesTooMuchIsNotReadAtAll() {
    AsyncAccessControl full = with(waiting, work::add, room(0, 0));
    for (String length : List.of("" + (AccessControl.MAX_BODY + 1), "999999999999999999")) {
      BodySink body = full.body(() -> fail("nothing is asked for"));
      RequestHead head = with(delete(), "Content-Length", length);
      assertEquals("MaxMessageLengthExceeded", said(done(full.check(head, body))));
    }
    RequestHead longest = with(delete(), "Content-Length", "" + AccessControl.MAX_BODY);
    assertEquals("SlowDown", said(done(full.check(longest, full.body(() -> {})))));
  }

  @Test
  void whatIsRefusedIsNotReadAndNotHeld() {
    Client client = new Client(DELETE, 7);
    RequestHead head = RequestHead.builder("POST", "/my-bucket?delete").header("Host", "h").build();
    client.body.next(ByteBuffer.wrap(DELETE));
    PushedBody body = assertInstanceOf(PushedBody.class, client.body);
    assertTrue(body.isHere(DELETE.length));
    assertEquals("AccessDenied", said(done(access.check(head, client.body))));
    assertFalse(body.isHere(1));
    client.body.next(ByteBuffer.wrap(DELETE));
    assertFalse(body.isHere(1));
    assertEquals(0, client.given);
    assertInstanceOf(IllegalStateException.class, read(client.body).failure.orElseThrow());
  }

  @Test
  void whoIsGoneBeforeTheDecisionIsNotDecidedOn() {
    Error error = new StackOverflowError();
    BodySink other = silent();
    CompletionStage<AccessAnswer> another = access.check(delete(), other);
    work();
    other.fail(error);
    work();
    assertSame(error, failure(another));
    BodySink body = silent();
    CompletionStage<AccessAnswer> answer = access.check(signer.s3("GET", "/my-bucket/a"), body);
    IOException gone = new IOException("gone");
    body.fail(gone);
    store.stopAnswering();
    work();
    assertSame(gone, failure(answer));
  }

  @Test
  void aBodyIsOfOneRequestAndMadeHere() {
    BodySink body = none();
    RequestHead head = signer.s3("GET", "/my-bucket/a");
    done(access.check(head, body));
    assertThrows(IllegalArgumentException.class, () -> access.check(head, body));
    BodySink theirs =
        new BodySink() {
          @Override
          public void next(ByteBuffer piece) {}

          @Override
          public void end() {}

          @Override
          public void fail(Throwable cause) {}

          @Override
          public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {}
        };
    assertThrows(IllegalArgumentException.class, () -> access.check(head, theirs));
  }

  private AsyncAccessControl with(AccessControl by, Executor executor, BodyRoom room) {
    return new AsyncS3AccessControl(by, executor, room, new Latch());
  }

  private static BodyRoom room(int proven, int unproven) {
    return new BodyRoom(new Semaphore(proven), new Semaphore(unproven));
  }

  @Test
  void soMuchIsHeldAtOnceUntilItIsDecidedAndNoMore() {
    RequestHead head = with(delete(), "Content-Length", "" + DELETE.length);
    AsyncAccessControl tight = with(waiting, work::add, room(2, 1));
    List<BodySink> slow = new ArrayList<>();
    List<CompletionStage<AccessAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      slow.add(tight.body(() -> {}));
      answers.add(tight.check(head, slow.get(i)));
      work();
    }
    assertEquals("SlowDown", said(done(tight.check(head, tight.body(() -> {})))));
    slow.get(0).next(ByteBuffer.wrap(DELETE));
    slow.get(0).end();
    CompletionStage<AccessAnswer> next = tight.check(head, tight.body(() -> {}));
    Runnable decision = work.remove();
    work.remove().run();
    assertEquals("SlowDown", said(now(next)), "it is held until then");
    decision.run();
    assertEquals("granted", said(now(answers.get(0))));
    slow.get(1).fail(new IOException("gone"));
    work();
    for (int i = 0; i < 2; i++) {
      answers.add(tight.check(head, tight.body(() -> {})));
      work();
    }
    assertFalse(answers.get(3).toCompletableFuture().isDone(), "there is room for two again");
  }

  @Test
  void aFormThatCameWithItsHeadWaitsForNoPlace() {
    AsyncAccessControl tight = with(waiting, work::add, room(1, 0));
    BrowserForm form = form();
    BodySink here = tight.body(() -> {});
    here.next(ByteBuffer.wrap(form.body()));
    assertEquals("granted", said(done(tight.check(form.head(), here))));
    assertEquals("SlowDown", said(done(tight.check(form.head(), tight.body(() -> {})))));
  }

  @Test
  void whoHasYetToProveWhoItIsTakesNobodysRoom() {
    AsyncAccessControl tight = with(waiting, work::add, room(4_096, 1));
    BrowserForm form = form();
    assertFalse(tight.check(form.head(), tight.body(() -> {})).toCompletableFuture().isDone());
    work();
    assertEquals("SlowDown", said(done(tight.check(form.head(), tight.body(() -> {})))));
    BodySink body = tight.body(() -> {});
    CompletionStage<AccessAnswer> proven = tight.check(delete(), body);
    work();
    body.next(ByteBuffer.wrap(DELETE));
    body.end();
    assertEquals("granted", said(done(proven)));
  }

  @Test
  void theRoomIsOfTheInstanceHoweverOftenItIsAsked() {
    int taken = 0;
    CompletableFuture<AccessAnswer> answer;
    do {
      AsyncAccessControl each = installation.sallyport.accessAsync(Runnable::run);
      answer = each.check(form().head(), each.body(() -> {})).toCompletableFuture();
      taken++;
    } while (!answer.isDone() && taken < 99);
    assertEquals(65, taken);
    assertEquals("SlowDown", said(now(answer)));
  }

  @Test
  void whoIsTooSlowIsRefused() {
    AsyncAccessControl hasty =
        new AsyncS3AccessControl(
            waiting, Runnable::run, room(1, 1), new Latch(), Duration.ofMillis(1));
    RequestHead head = with(delete(), "Content-Length", "" + DELETE.length);
    for (int i = 0; i < 2; i++) {
      BodySink body = hasty.body(() -> {});
      AccessAnswer answer = hasty.check(head, body).toCompletableFuture().join();
      assertEquals("RequestTimeout", said(answer), "and its room is free");
      body.next(ByteBuffer.wrap(DELETE));
      assertInstanceOf(IllegalStateException.class, read(body).failure.orElseThrow());
    }
  }

  @Test
  void aTimeoutOfTheHostsIsNoneOfTheClients() {
    BodySink body = silent();
    CompletionStage<AccessAnswer> answer = access.check(delete(), body);
    work();
    TimeoutException idle = new TimeoutException("the channel is idle");
    body.fail(idle);
    work();
    assertSame(idle, failure(answer));
  }

  /** A reader against the rules. */
  private static final class Throwing implements Flow.Subscriber<ByteBuffer> {
    final Error thrown = new StackOverflowError();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      throw thrown;
    }

    @Override
    public void onError(Throwable cause) {
      throw thrown;
    }

    @Override
    public void onComplete() {
      throw thrown;
    }
  }

  @Test
  void aReaderThatThrowsTakesNobodysRoomAndLeavesNobodyWaiting() {
    AsyncAccessControl tight = with(waiting, work::add, room(4_096, 1));
    for (int i = 0; i < 3; i++) {
      BodySink body = tight.body(() -> {});
      Throwing reader = new Throwing();
      body.subscribe(reader);
      CompletionStage<AccessAnswer> answer = tight.check(delete(), body);
      assertSame(reader.thrown, assertThrows(StackOverflowError.class, this::work));
      assertInstanceOf(IllegalStateException.class, failure(answer), "it was read already");
    }
    RequestHead stranger = RequestHead.builder("GET", "/my-bucket/a").header("Host", "h").build();
    BodySink body = tight.body(() -> {});
    body.subscribe(new Throwing());
    CompletionStage<AccessAnswer> answer = tight.check(stranger, body);
    assertEquals("AccessDenied", said(done(answer)));
  }

  @Test
  void anExecutorThatTakesNothingIsARefusal() {
    RequestHead head = signer.s3("GET", "/my-bucket/a");
    for (Throwable why :
        List.of(new RejectedExecutionException("full"), new StackOverflowError())) {
      AsyncAccessControl full = installation.sallyport.accessAsync(refusing(why));
      AccessAnswer answer = now(full.check(head, full.body(() -> {})));
      assertEquals("ServiceUnavailable", said(answer));
      AccessAnswer.Granted granted = granted(access.check(head, none()));
      Optional<AccessAnswer.Refused> missing = now(full.missingKey(granted));
      assertEquals("ServiceUnavailable", missing.orElseThrow().code());
    }
  }

  private static Executor refusing(Throwable why) {
    return task -> {
      if (why instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) why;
    };
  }

  @Test
  void anExecutorThatFillsUpMeanwhileIsARefusalAndFreesTheRoom() {
    RequestHead head = with(delete(), "Content-Length", "" + DELETE.length);
    boolean[] isFull = {false};
    AsyncAccessControl filling =
        with(
            waiting,
            task -> {
              if (isFull[0]) {
                throw new RejectedExecutionException("full");
              }
              task.run();
            },
            room(1, 1));
    for (int i = 0; i < 2; i++) {
      BodySink body = filling.body(() -> {});
      isFull[0] = false;
      CompletionStage<AccessAnswer> answer = filling.check(head, body);
      isFull[0] = true;
      body.next(ByteBuffer.wrap(DELETE));
      body.end();
      assertEquals("ServiceUnavailable", said(now(answer)));
    }
  }

  /** What a check never does. */
  private record Broken(Error how) implements AccessControl {
    @Override
    public AccessAnswer check(RequestHead head) {
      throw how;
    }

    @Override
    public AccessAnswer check(RequestHead head, byte[] body) {
      throw how;
    }

    @Override
    public Decision decide(Principal caller, String action, String resource, RequestContext facts) {
      throw how;
    }
  }

  @Test
  void whateverATaskThrowsEndsTheStage() {
    Error how = new StackOverflowError();
    AsyncAccessControl broken = with(new Broken(how), work::add, room(1, 1));
    CompletionStage<AccessAnswer> answer =
        broken.check(signer.s3("GET", "/my-bucket/a"), broken.body(() -> {}));
    work();
    assertSame(how, failure(answer));
  }

  @Test
  void nobodyButTheCheckEndsItsStage() {
    CompletionStage<AccessAnswer> answer = access.check(signer.s3("GET", "/my-bucket/a"), none());
    answer.toCompletableFuture().cancel(true);
    assertEquals("granted", said(done(answer)));
  }

  @Test
  void aClosedInstanceGrantsNothing() {
    RequestHead head = signer.s3("GET", "/my-bucket/a");
    AccessAnswer.Granted granted = granted(access.check(head, none()));
    BodySink body = none();
    CompletionStage<AccessAnswer> answer = access.check(head, none());
    installation.sallyport.close();
    work();
    assertInstanceOf(ClosedException.class, failure(answer));
    assertThrows(ClosedException.class, () -> access.check(head, body));
    assertThrows(ClosedException.class, () -> access.missingKey(granted));
    assertThrows(ClosedException.class, () -> access.body(() -> {}));
    assertThrows(ClosedException.class, () -> installation.sallyport.accessAsync(work::add));
  }

  @Test
  void whatWaitsForItsBodyEndsOnceThatIsThere() {
    BodySink whole = silent();
    BodySink broken = silent();
    CompletionStage<AccessAnswer> answer = access.check(delete(), whole);
    CompletionStage<AccessAnswer> undecided = access.check(delete(), broken);
    work();
    installation.sallyport.close();
    assertFalse(answer.toCompletableFuture().isDone());
    whole.next(ByteBuffer.wrap(DELETE));
    whole.end();
    IOException gone = new IOException("gone");
    broken.fail(gone);
    work();
    assertInstanceOf(ClosedException.class, failure(answer));
    assertSame(gone, failure(undecided));
  }

  @Test
  void aMissingKeyThatIsAskedForBeforeTheEndIsNotToldAfterIt() {
    AccessAnswer.Granted granted = granted(access.check(signer.s3("GET", "/my-bucket/a"), none()));
    CompletionStage<Optional<AccessAnswer.Refused>> missing = access.missingKey(granted);
    installation.sallyport.close();
    work();
    assertInstanceOf(ClosedException.class, failure(missing));
  }

  /** One that throws what it doesn't declare. */
  private record Undeclared(Principal caller, Throwable how) implements Requester {
    @Override
    public Decision decide(String action, String resource, RequestContext more) {
      throw Undeclared.<RuntimeException>thrown(how);
    }

    @Override
    public Explanation explain(String action, String resource, RequestContext more) {
      throw Undeclared.<RuntimeException>thrown(how);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException thrown(Throwable how) throws E {
      throw (E) how;
    }
  }

  @Test
  void whateverIsThrownForAMissingKeyEndsTheStage() {
    AccessAnswer.Granted as = granted(access.check(signer.s3("GET", "/my-bucket/a"), none()));
    IOException checked = new IOException("thrown undeclared, as other languages let it");
    AccessAnswer.Granted granted =
        new AccessAnswer.Granted(
            new Undeclared(as.caller(), checked),
            as.request(),
            as.decisions(),
            as.body(),
            as.deletion(),
            as.form());
    CompletionStage<Optional<AccessAnswer.Refused>> missing = access.missingKey(granted);
    work();
    assertSame(checked, failure(missing));
  }

  @Test
  void aMissingKeyIsToldToWhoMayList() {
    AccessAnswer.Granted granted = granted(access.check(signer.s3("GET", "/my-bucket/a"), none()));
    CompletableFuture<Optional<AccessAnswer.Refused>> missing =
        access.missingKey(granted).toCompletableFuture();
    assertFalse(missing.isDone());
    work.remove().run();
    assertEquals("AccessDenied", now(missing).orElseThrow().code());
  }

  /** The request with a header that nobody signed. */
  private static RequestHead with(RequestHead head, String name, String value) {
    RequestHead.Builder builder =
        RequestHead.builder(
            head.method(),
            head.rawPath() + (head.rawQuery().isEmpty() ? "" : "?" + head.rawQuery()));
    head.forEachHeader(
        (each, said) -> {
          if (!each.equalsIgnoreCase(name)) {
            builder.header(each, said);
          }
        });
    return (head.isSecure() ? builder.secure() : builder).header(name, value).build();
  }
}
