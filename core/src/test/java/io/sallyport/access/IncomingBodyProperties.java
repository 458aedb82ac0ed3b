package io.sallyport.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a body is cut, its beginning is its beginning, and all of it comes afterwards. */
class IncomingBodyProperties {

  /** Gives a body in pieces of this length, each when it is asked for. */
  private static final class Client {
    private final ByteBuffer wire;
    private final int cut;
    final BodySink sink = new BodySink(this::more, this::dropped);
    int given;
    int drops;

    Client(byte[] bytes, int cut) {
      this.wire = ByteBuffer.wrap(bytes);
      this.cut = cut;
    }

    private void more() {
      if (wire.hasRemaining()) {
        int length = Math.min(cut, wire.remaining());
        ByteBuffer next = wire.slice().limit(length);
        wire.position(wire.position() + length);
        given += length;
        sink.next(next);
      } else {
        sink.end();
      }
    }

    private void dropped() {
      drops++;
    }
  }

  @Property
  void aBeginningIsReadAndThenAllOfIt(
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll @IntRange(min = 1, max = 40) int cut,
      @ForAll @IntRange(min = 0, max = 320) int most,
      @ForAll @IntRange(min = 1, max = 5) int atOnce) {
    Client client = new Client(bytes, cut);
    IncomingBody body = IncomingBody.of(client.sink);
    byte[] beginning = body.beginning(most).toCompletableFuture().join();
    assertArrayEquals(Arrays.copyOf(bytes, Math.min(most, bytes.length)), beginning);
    assertTrue(client.given <= most + cut, "no more is held than was wanted and one piece");
    Pieces reader = new Pieces();
    body.subscribe(reader);
    assertEquals(0, reader.got.size(), "nothing comes unasked");
    for (int i = 0; i <= bytes.length && reader.ends == 0; i++) {
      reader.ask(atOnce);
    }
    assertArrayEquals(bytes, reader.got.toByteArray());
    assertEquals(1, reader.ends);
    assertTrue(reader.failure.isEmpty());
  }

  @Property
  void withoutABeginningItIsItsSource(
      @ForAll @Size(max = 100) byte[] bytes, @ForAll @IntRange(min = 1, max = 40) int cut) {
    IncomingBody body = IncomingBody.of(new Client(bytes, cut).sink);
    Pieces reader = new Pieces();
    body.subscribe(reader);
    reader.ask(Long.MAX_VALUE);
    assertArrayEquals(bytes, reader.got.toByteArray());
    assertEquals(1, reader.ends);
  }

  @Example
  void whatIsDroppedIsNotHeld() {
    Client client = new Client(new byte[100], 10);
    IncomingBody body = IncomingBody.of(client.sink);
    body.beginning(20).toCompletableFuture().join();
    body.drop();
    body.drop();
    assertEquals(1, client.drops);
    Pieces late = new Pieces();
    body.subscribe(late);
    assertInstanceOf(IllegalStateException.class, late.failure.orElseThrow());
    assertThrows(IllegalStateException.class, () -> body.beginning(1));
  }

  @Example
  void whoWaitsForABeginningHearsThatItIsDropped() {
    AtomicInteger drops = new AtomicInteger();
    IncomingBody body = IncomingBody.of(new BodySink(() -> {}, drops::incrementAndGet));
    CompletableFuture<byte[]> beginning = body.beginning(20).toCompletableFuture();
    assertFalse(beginning.isDone());
    body.drop();
    assertTrue(beginning.isCompletedExceptionally());
    assertEquals(1, drops.get());
  }

  @Example
  void aClientThatIsGoneIsTold() {
    BodySink sink = new BodySink(() -> {}, () -> {});
    IncomingBody body = IncomingBody.of(sink);
    CompletableFuture<byte[]> beginning = body.beginning(20).toCompletableFuture();
    IOException gone = new IOException("gone");
    sink.fail(gone);
    assertEquals(gone, assertThrows(CompletionException.class, beginning::join).getCause());
  }

  @Example
  void whoReadsOnHearsThatTheClientIsGone() {
    BodySink[] sink = new BodySink[1];
    sink[0] = new BodySink(() -> {}, () -> {});
    IncomingBody body = IncomingBody.of(sink[0]);
    CompletableFuture<byte[]> beginning = body.beginning(2).toCompletableFuture();
    sink[0].next(ByteBuffer.wrap(new byte[3]));
    assertEquals(2, beginning.join().length);
    Pieces reader = new Pieces();
    body.subscribe(reader);
    reader.ask(2);
    assertEquals(3, reader.got.size());
    IOException gone = new IOException("gone");
    sink[0].fail(gone);
    assertEquals(gone, reader.failure.orElseThrow());
    assertEquals(1, reader.ends);
  }
}
