package io.sallyport.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body that is pushed asks for more when somebody wants it, and holds little until then. */
class PushedBodyTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final PushedBody body = new PushedBody(asked::incrementAndGet);
  private final Pieces reader = new Pieces();

  private static ByteBuffer piece(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private String got() {
    return reader.got.toString(UTF_8);
  }

  private void assertFailed(Class<? extends Throwable> how) {
    assertInstanceOf(how, reader.failure.orElseThrow());
    assertEquals(1, reader.ends);
  }

  @Test
  void nothingIsAskedForBeforeSomebodyWantsIt() {
    assertEquals(0, asked.get());
    body.subscribe(reader);
    assertEquals(0, asked.get());
    reader.ask(1);
    assertEquals(1, asked.get());
  }

  @Test
  void oneIsAskedForAtATimeHoweverManyAreWanted() {
    body.subscribe(reader);
    reader.ask(2);
    reader.ask(Long.MAX_VALUE);
    assertEquals(1, asked.get());
    body.next(piece("a"));
    assertEquals(2, asked.get());
    body.next(piece("b"));
    body.end();
    assertEquals("ab", got());
    assertEquals(1, reader.ends);
    assertEquals(Optional.empty(), reader.failure);
  }

  @Test
  void aSlowReaderHoldsTheClientBack() {
    body.subscribe(reader);
    reader.ask(1);
    body.next(piece("a"));
    body.next(piece("b"));
    body.next(piece("c"));
    assertEquals(1, asked.get());
    assertEquals("a", got());
    reader.ask(1);
    assertEquals("abc", got(), "what is held is one piece");
    assertEquals(1, asked.get());
    reader.ask(1);
    assertEquals(2, asked.get());
  }

  @Test
  void aPieceMayBeUsedAgain() {
    ByteBuffer reused = piece("a");
    body.subscribe(reader);
    body.next(reused);
    assertFalse(reused.hasRemaining());
    reused.put(0, (byte) 'x');
    reader.ask(1);
    assertEquals("a", got());
    PushedBody other = new PushedBody(() -> {});
    CompletableFuture<byte[]> beginning = other.beginning(9);
    reused.rewind().put(0, (byte) 'b');
    other.next(reused);
    reused.put(0, (byte) 'x');
    other.end();
    assertEquals("b", new String(beginning.join(), UTF_8));
  }

  @Test
  void moreThanAnybodyAskedForIsHeldWithinBounds() {
    ByteBuffer half = ByteBuffer.allocate(HeldBytes.MOST_UNASKED / 2);
    body.next(half.duplicate());
    body.next(half.duplicate());
    body.subscribe(reader);
    body.next(ByteBuffer.allocate(1));
    assertFailed(IllegalStateException.class);
    assertEquals("", got());
  }

  @Test
  void aPieceMayBeLargeOnlyIfItWasAskedFor() {
    ByteBuffer large = ByteBuffer.allocate(HeldBytes.MOST_UNASKED + 1);
    PushedBody other = new PushedBody(asked::incrementAndGet);
    Pieces asking = new Pieces();
    other.subscribe(asking);
    asking.ask(1);
    other.next(large.duplicate());
    assertEquals(large.remaining(), asking.got.size());
    body.next(large);
    body.subscribe(reader);
    assertFailed(IllegalStateException.class);
    assertEquals("", got());
  }

  /** What one read brings, of which a piece was asked for, stays beside the beginning. */
  @Test
  void besideABeginningAsMuchIsHeldAsUnasked() {
    ByteBuffer half = ByteBuffer.allocate(HeldBytes.MOST_UNASKED / 2);
    CompletableFuture<byte[]> beginning = body.beginning(4 * half.remaining());
    for (int i = 0; i < 6; i++) {
      body.next(half.duplicate());
    }
    assertTrue(beginning.isDone());
    assertEquals(Optional.empty(), body.failure());
    body.next(ByteBuffer.allocate(1));
    assertInstanceOf(IllegalStateException.class, body.failure().orElseThrow());
  }

  @Test
  void aBeginningThatWasReadMakesNoRoom() {
    ByteBuffer all = ByteBuffer.allocate(HeldBytes.MOST_UNASKED);
    assertFalse(body.beginning(all.remaining()).isDone());
    body.next(all.duplicate());
    body.subscribe(reader);
    reader.ask(1);
    assertEquals(all.remaining(), reader.got.size());
    body.next(all.duplicate());
    assertEquals(0, reader.ends);
    body.next(ByteBuffer.allocate(1));
    assertFailed(IllegalStateException.class);
  }

  @Test
  void aPieceThatCannotBeHeldLeavesNoHole(@TempDir Path folder) throws IOException {
    body.subscribe(reader);
    reader.ask(9);
    body.next(piece("a"));
    try (FileChannel sparse =
        FileChannel.open(
            folder.resolve("sparse"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer huge = sparse.map(FileChannel.MapMode.READ_WRITE, 0, Integer.MAX_VALUE);
      OutOfMemoryError error = assertThrows(OutOfMemoryError.class, () -> body.next(huge));
      assertSame(error, reader.failure.orElseThrow());
    }
    body.next(piece("c"));
    body.end();
    assertEquals("a", got());
    assertEquals(1, reader.ends);
  }

  @Test
  void aPieceWithNothingInItIsNoAnswer() {
    body.subscribe(reader);
    reader.ask(1);
    body.next(ByteBuffer.allocate(0));
    assertEquals(2, asked.get());
    body.next(piece("a"));
    assertEquals("a", got());
  }

  @Test
  void aBodyMayEndBeforeAnybodyAsks() {
    body.end();
    body.subscribe(reader);
    assertEquals(1, reader.ends);
    assertEquals(Optional.empty(), reader.failure);
    assertEquals(0, asked.get());
  }

  @Test
  void whoReadsIsToldThatTheClientIsGone() {
    body.subscribe(reader);
    reader.ask(1);
    IOException gone = new IOException("gone");
    body.fail(gone);
    body.fail(new IOException("again"));
    body.next(piece("late"));
    body.end();
    assertSame(gone, reader.failure.orElseThrow());
    assertEquals(1, reader.ends);
    assertEquals("", got());
  }

  @Test
  void whoSubscribesLateIsToldAllTheSame() {
    IOException gone = new IOException("gone");
    body.next(piece("early"));
    body.fail(gone);
    body.subscribe(reader);
    assertSame(gone, reader.failure.orElseThrow());
    assertEquals(1, reader.ends);
    PushedBody dropped = new PushedBody(asked::incrementAndGet);
    dropped.drop();
    Pieces late = new Pieces();
    dropped.subscribe(late);
    late.ask(1);
    assertInstanceOf(IllegalStateException.class, late.failure.orElseThrow());
    assertEquals(1, late.ends);
    assertEquals(0, asked.get());
  }

  @Test
  void whatCameWholeStaysWhole() {
    body.next(piece("all"));
    body.end();
    body.fail(new IOException("gone"));
    body.subscribe(reader);
    reader.ask(1);
    assertEquals("all", got());
    assertEquals(Optional.empty(), reader.failure);
    assertEquals(1, reader.ends);
  }

  @Test
  void nothingComesBehindTheEnd() {
    body.end();
    body.next(piece("late"));
    body.subscribe(reader);
    assertFailed(IllegalStateException.class);
  }

  @Test
  void aLengthIsKept() {
    for (String sent : List.of("ab", "abcd")) {
      for (boolean isKnownBefore : new boolean[] {true, false}) {
        PushedBody announced = new PushedBody(() -> {});
        Pieces to = new Pieces();
        if (isKnownBefore) {
          assertTrue(announced.isOf(OptionalLong.of(3)));
        }
        announced.next(piece(sent));
        announced.end();
        if (!isKnownBefore) {
          assertTrue(announced.isOf(OptionalLong.of(3)));
        }
        announced.subscribe(to);
        to.ask(9);
        assertInstanceOf(IOException.class, to.failure.orElseThrow(), sent);
        assertEquals("", to.got.toString(UTF_8));
      }
    }
    assertTrue(body.isOf(OptionalLong.of(3)));
    assertFalse(body.isOf(OptionalLong.of(3)), "it is of one request");
    body.next(piece("abc"));
    body.end();
    body.subscribe(reader);
    reader.ask(9);
    assertEquals("abc", got());
    assertEquals(Optional.empty(), reader.failure);
  }

  @Test
  void whoLeavesGetsNothingAnyMore() {
    body.subscribe(reader);
    reader.ask(1);
    reader.cancel();
    reader.cancel();
    reader.ask(1);
    body.next(piece("late"));
    body.end();
    assertEquals(1, asked.get());
    assertEquals(0, reader.ends);
    assertEquals("", got());
  }

  @Test
  void aBodyIsReadOnce() {
    body.subscribe(reader);
    Pieces second = new Pieces();
    body.subscribe(second);
    second.ask(1);
    second.cancel();
    assertInstanceOf(IllegalStateException.class, second.failure.orElseThrow());
    reader.ask(1);
    body.next(piece("a"));
    assertEquals("a", got());
    assertThrows(IllegalStateException.class, () -> body.beginning(1));
  }

  @Test
  void whoAsksForNothingBreaksTheRules() {
    body.subscribe(reader);
    reader.ask(0);
    assertFailed(IllegalArgumentException.class);
  }

  /** A reader against the rules. */
  private static final class Throwing implements Flow.Subscriber<ByteBuffer> {
    private final Error thrown = new StackOverflowError();
    private int calls;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(2);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      calls++;
      throw thrown;
    }

    @Override
    public void onError(Throwable cause) {
      calls++;
    }

    @Override
    public void onComplete() {
      calls++;
    }
  }

  @Test
  void whoThrowsGetsNothingAnyMore() {
    Throwing throwing = new Throwing();
    body.subscribe(throwing);
    assertSame(
        throwing.thrown, assertThrows(StackOverflowError.class, () -> body.next(piece("a"))));
    body.next(piece("b"));
    body.end();
    assertEquals(1, throwing.calls);
    assertEquals(1, asked.get());
  }

  @Test
  void aHostThatCannotBeAskedIsAFailure() {
    IllegalStateException closed = new IllegalStateException("the channel is closed");
    PushedBody broken =
        new PushedBody(
            () -> {
              throw closed;
            });
    broken.subscribe(reader);
    reader.ask(1);
    assertSame(closed, reader.failure.orElseThrow());
  }

  /** What is asked for comes before the asking is over, and needs no stack. */
  @Test
  void whatIsAskedForMayComeAtOnce() {
    AtomicInteger left = new AtomicInteger(100_000);
    PushedBody[] atOnce = new PushedBody[1];
    atOnce[0] =
        new PushedBody(
            () -> {
              if (left.getAndDecrement() > 0) {
                atOnce[0].next(piece("x"));
              } else {
                atOnce[0].end();
              }
            });
    atOnce[0].subscribe(reader);
    reader.ask(Long.MAX_VALUE);
    assertEquals(100_000, reader.got.size());
    assertEquals(1, reader.ends);
  }

  @Test
  void whoWaitsForABeginningHearsWhatBecameOfIt() {
    CompletableFuture<byte[]> beginning = body.beginning(20);
    assertEquals(1, asked.get());
    assertFalse(beginning.isDone());
    IOException gone = new IOException("gone");
    body.fail(gone);
    assertSame(gone, assertThrows(CompletionException.class, beginning::join).getCause());
    body.subscribe(reader);
    assertSame(gone, reader.failure.orElseThrow());
    assertThrows(IllegalStateException.class, () -> body.beginning(20));
  }

  @Test
  void whoReadsOnHearsThatTheClientIsGone() {
    CompletableFuture<byte[]> beginning = body.beginning(2);
    body.next(piece("abc"));
    assertEquals("ab", new String(beginning.join(), UTF_8));
    assertEquals(1, asked.get(), "no more is read than was wanted");
    body.subscribe(reader);
    reader.ask(2);
    assertEquals("abc", got());
    IOException gone = new IOException("gone");
    body.fail(gone);
    assertSame(gone, reader.failure.orElseThrow());
    assertEquals(1, reader.ends);
  }

  @Test
  void whatIsGivenUpIsNotHeld() {
    CompletableFuture<byte[]> beginning = body.beginning(20);
    body.next(piece("early"));
    assertTrue(body.isHere(5));
    assertEquals(2, asked.getAndSet(1));
    body.drop();
    body.drop();
    assertTrue(beginning.isCompletedExceptionally());
    assertFalse(body.isHere(1));
    body.next(piece("late"));
    assertFalse(body.isHere(1));
    body.end();
    assertEquals(1, asked.get());
  }

  /** A reader while whose piece is given the body ends, and goes on. */
  private record Meanwhile(PushedBody body, Consumer<PushedBody> ending, List<String> heard)
      implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(9);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      heard.add("piece");
      ending.accept(body);
      body.next(piece("late"));
      heard.add("was given");
    }

    @Override
    public void onError(Throwable cause) {
      heard.add("failed");
    }

    @Override
    public void onComplete() {
      heard.add("complete");
    }
  }

  /** As if by another thread: who comes meanwhile leaves it to the one that is at it. */
  @Test
  void whatEndsItWhileAPieceIsGivenIsToldOnceBehindIt() {
    List<Consumer<PushedBody>> endings =
        List.of(it -> it.fail(new IOException("gone")), PushedBody::drop);
    for (Consumer<PushedBody> ending : endings) {
      PushedBody read = new PushedBody(() -> {});
      Meanwhile reading = new Meanwhile(read, ending, new ArrayList<>());
      read.subscribe(reading);
      read.next(piece("a"));
      read.end();
      assertEquals(List.of("piece", "was given", "failed"), reading.heard());
    }
    Meanwhile leaving = new Meanwhile(body, PushedBody::giveUp, new ArrayList<>());
    body.subscribe(leaving);
    body.next(piece("a"));
    body.end();
    assertEquals(List.of("piece", "was given"), leaving.heard());
  }
}
