package io.sallyport.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A body that is pushed holds one piece, and asks for the next when somebody wants it. */
class BodySinkTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final BodySink sink = new BodySink(asked::incrementAndGet, dropped::incrementAndGet);
  private final Pieces reader = new Pieces();

  private static ByteBuffer piece(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void nothingIsAskedForBeforeSomebodyWantsIt() {
    assertEquals(0, asked.get());
    sink.subscribe(reader);
    assertEquals(0, asked.get());
    reader.ask(1);
    assertEquals(1, asked.get());
  }

  @Test
  void oneIsAskedForAtATimeHoweverManyAreWanted() {
    sink.subscribe(reader);
    reader.ask(2);
    reader.ask(Long.MAX_VALUE);
    assertEquals(1, asked.get());
    sink.next(piece("a"));
    assertEquals(2, asked.get());
    sink.next(piece("b"));
    sink.end();
    assertEquals("ab", reader.got.toString(UTF_8));
    assertEquals(1, reader.ends);
    assertTrue(reader.failure.isEmpty());
    assertEquals(0, dropped.get());
  }

  @Test
  void aSlowReaderHoldsTheClientBack() {
    sink.subscribe(reader);
    reader.ask(1);
    sink.next(piece("a"));
    assertEquals(1, asked.get());
    sink.next(piece("b"));
    assertInstanceOf(IllegalStateException.class, reader.failure.orElseThrow());
    assertEquals("a", reader.got.toString(UTF_8));
    assertEquals(1, reader.ends);
  }

  @Test
  void aBodyMayEndBeforeAnybodyAsks() {
    sink.end();
    sink.subscribe(reader);
    assertEquals(1, reader.ends);
    assertEquals(0, asked.get());
  }

  @Test
  void whoReadsIsToldThatTheClientIsGone() {
    sink.subscribe(reader);
    reader.ask(1);
    IOException gone = new IOException("gone");
    sink.fail(gone);
    sink.fail(new IOException("again"));
    sink.next(piece("late"));
    sink.end();
    assertEquals(gone, reader.failure.orElseThrow());
    assertEquals(1, reader.ends);
    assertEquals("", reader.got.toString(UTF_8));
  }

  @Test
  void theHostHearsThatNobodyReadsTheRest() {
    sink.subscribe(reader);
    reader.ask(1);
    reader.cancel();
    reader.cancel();
    sink.next(piece("late"));
    sink.end();
    assertEquals(1, dropped.get());
    assertEquals(0, reader.ends);
    assertEquals("", reader.got.toString(UTF_8));
  }

  @Test
  void aBodyIsReadOnce() {
    sink.subscribe(reader);
    Pieces second = new Pieces();
    sink.subscribe(second);
    assertInstanceOf(IllegalStateException.class, second.failure.orElseThrow());
    reader.ask(1);
    sink.next(piece("a"));
    assertEquals("a", reader.got.toString(UTF_8));
  }

  @Test
  void whoAsksForNothingBreaksTheRules() {
    sink.subscribe(reader);
    reader.ask(0);
    assertInstanceOf(IllegalArgumentException.class, reader.failure.orElseThrow());
  }

  @Test
  void whoThrowsGetsNothingAnyMore() {
    sink.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(2);
          }

          @Override
          public void onNext(ByteBuffer piece) {
            throw new IllegalStateException("no");
          }

          @Override
          public void onError(Throwable cause) {
            throw new AssertionError(cause);
          }

          @Override
          public void onComplete() {
            throw new AssertionError("it is not complete");
          }
        });
    assertThrows(IllegalStateException.class, () -> sink.next(piece("a")));
    sink.next(piece("b"));
    sink.end();
    assertEquals(1, dropped.get());
  }

  /** As Netty does on its own thread: what is asked for comes before the asking is over. */
  @Test
  void whatIsAskedForMayComeAtOnce() {
    int pieces = 100_000;
    AtomicInteger left = new AtomicInteger(pieces);
    BodySink[] atOnce = new BodySink[1];
    atOnce[0] =
        new BodySink(
            () -> {
              if (left.getAndDecrement() > 0) {
                atOnce[0].next(piece("x"));
              } else {
                atOnce[0].end();
              }
            },
            dropped::incrementAndGet);
    atOnce[0].subscribe(reader);
    reader.ask(Long.MAX_VALUE);
    assertEquals(pieces, reader.got.size());
    assertEquals(1, reader.ends);
  }
}
