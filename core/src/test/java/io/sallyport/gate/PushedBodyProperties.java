package io.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a body is cut, its beginning is its beginning, and all of it comes afterwards. */
class PushedBodyProperties {

  /** Gives so many pieces of this length each time that it is asked. */
  private static final class Client {
    private final ByteBuffer wire;
    private final int cut;
    private final int atOnce;
    final PushedBody body;
    int given;

    Client(byte[] bytes, int cut, int atOnce, Executor thread) {
      this.wire = ByteBuffer.wrap(bytes);
      this.cut = cut;
      this.atOnce = atOnce;
      this.body = new PushedBody(() -> thread.execute(this::more));
    }

    private void more() {
      for (int i = 0; i < atOnce && wire.hasRemaining(); i++) {
        ByteBuffer next = wire.slice().limit(Math.min(cut, wire.remaining()));
        wire.position(wire.position() + next.limit());
        given += next.limit();
        body.next(next);
      }
      if (!wire.hasRemaining()) {
        body.end();
      }
    }
  }

  @Property
  void aBeginningIsReadAndThenAllOfIt(
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll @IntRange(min = 1, max = 40) int cut,
      @ForAll @IntRange(min = 1, max = 3) int pieces,
      @ForAll @IntRange(min = 1, max = 320) int most,
      @ForAll @IntRange(min = 1, max = 5) int atOnce) {
    Client client = new Client(bytes, cut, pieces, Runnable::run);
    byte[] beginning = client.body.beginning(most).join();
    assertArrayEquals(Arrays.copyOf(bytes, Math.min(most, bytes.length)), beginning);
    assertTrue(client.given <= most + cut * pieces, "no more is read than was wanted, and once");
    assertAllIsRead(client, bytes, atOnce);
  }

  @Property
  void withoutABeginningAllOfItIsRead(
      @ForAll @Size(max = 100) byte[] bytes,
      @ForAll @IntRange(min = 1, max = 40) int cut,
      @ForAll @IntRange(min = 1, max = 3) int pieces,
      @ForAll @IntRange(min = 1, max = 5) int atOnce) {
    assertAllIsRead(new Client(bytes, cut, pieces, Runnable::run), bytes, atOnce);
  }

  private static void assertAllIsRead(Client client, byte[] bytes, int atOnce) {
    Pieces reader = new Pieces();
    client.body.subscribe(reader);
    assertEquals(0, reader.got.size(), "nothing comes unasked");
    for (int i = 0; i <= bytes.length && reader.ends == 0; i++) {
      reader.ask(atOnce);
    }
    assertArrayEquals(bytes, reader.got.toByteArray());
    assertEquals(1, reader.ends);
    assertEquals(Optional.empty(), reader.failure);
  }

  /** Asks for a piece, by another thread, whenever it has one. */
  private static final class Asking implements Flow.Subscriber<ByteBuffer> {
    private final Executor thread;
    private final ByteArrayOutputStream got = new ByteArrayOutputStream(); // Of one at a time.
    final CompletableFuture<byte[]> all = new CompletableFuture<>();

    @SuppressWarnings("NullAway.Init") // Set when it is subscribed.
    volatile Flow.Subscription source;

    final AtomicInteger ends = new AtomicInteger();

    Asking(Executor thread) {
      this.thread = thread;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
      thread.execute(() -> source.request(1));
    }

    @Override
    public void onNext(ByteBuffer piece) {
      while (piece.hasRemaining()) {
        got.write(piece.get());
      }
      thread.execute(() -> source.request(1));
    }

    @Override
    public void onError(Throwable cause) {
      ends.incrementAndGet();
      all.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      ends.incrementAndGet();
      all.complete(got.toByteArray());
    }
  }

  private static byte[] large() {
    byte[] bytes = new byte[20_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }

  @Property(tries = 50)
  void oneThreadMayBringWhatAnotherAsksFor(
      @ForAll @IntRange(min = 1, max = 300) int cut, @ForAll boolean isBegun) throws Exception {
    byte[] bytes = large();
    ExecutorService bringing = Executors.newSingleThreadExecutor();
    ExecutorService asking = Executors.newSingleThreadExecutor();
    try {
      Client client = new Client(bytes, cut, 2, bringing);
      if (isBegun) {
        assertEquals(9_000, client.body.beginning(9_000).get(1, TimeUnit.MINUTES).length);
      }
      Asking reader = new Asking(asking);
      client.body.subscribe(reader);
      assertArrayEquals(bytes, reader.all.get(1, TimeUnit.MINUTES));
    } finally {
      bringing.shutdown();
      asking.shutdown();
    }
  }

  /** What ends a body while it is read. */
  private enum Ending {
    FAIL {
      @Override
      void end(PushedBody body, Asking reader) {
        body.fail(new IOException("gone"));
      }
    },
    DROP {
      @Override
      void end(PushedBody body, Asking reader) {
        body.drop();
      }
    },
    CANCEL {
      @Override
      void end(PushedBody body, Asking reader) {
        reader.source.cancel();
        reader.all.complete(new byte[0]);
      }
    };

    abstract void end(PushedBody body, Asking reader);
  }

  @Property(tries = 100)
  void whoeverEndsItMeanwhileItEndsOnceAndHasNoHole(
      @ForAll Ending how, @ForAll @IntRange(max = 19_000) int after, @ForAll boolean isBegun)
      throws Exception {
    byte[] bytes = large();
    ExecutorService bringing = Executors.newSingleThreadExecutor();
    ExecutorService asking = Executors.newSingleThreadExecutor();
    try {
      Client client = new Client(bytes, 7, 3, bringing);
      Asking reader = new Asking(asking);
      if (isBegun) {
        assertEquals(9_000, client.body.beginning(9_000).get(1, TimeUnit.MINUTES).length);
      }
      client.body.subscribe(reader);
      while (reader.got.size() < after) {
        Thread.onSpinWait();
      }
      how.end(client.body, reader);
      reader.all.handle((all, failure) -> failure).get(1, TimeUnit.MINUTES);
      bringing.submit(() -> {}).get(1, TimeUnit.MINUTES);
      asking.submit(() -> {}).get(1, TimeUnit.MINUTES);
      bringing.submit(() -> {}).get(1, TimeUnit.MINUTES);
      byte[] got = reader.got.toByteArray();
      assertArrayEquals(Arrays.copyOf(bytes, got.length), got);
      assertTrue(how == Ending.CANCEL ? reader.ends.get() <= 1 : reader.ends.get() == 1);
      client.body.next(ByteBuffer.wrap(bytes));
      assertEquals(got.length, reader.got.size(), "nothing comes behind the end");
    } finally {
      bringing.shutdown();
      asking.shutdown();
    }
  }
}
