package io.sallyport.example.quickstart;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Objects, written piece by piece by threads that may wait, as if a disk were slow; in memory. */
final class NettyObjects {
  private final Executor workers;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  /** How each upload ended. */
  final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  /** How much was written until now. */
  final AtomicLong written = new AtomicLong();

  NettyObjects(Executor workers) {
    this.workers = workers;
  }

  Optional<byte[]> find(String name) {
    return Optional.ofNullable(objects.get(name));
  }

  void remove(String name) {
    objects.remove(name);
  }

  /** Writes an object, which is there once its last byte is, and was found to be right. */
  CompletionStage<byte[]> put(String name, Flow.Publisher<ByteBuffer> body) {
    return read(body, Integer.MAX_VALUE)
        .whenComplete(
            (bytes, failure) -> {
              if (failure == null) {
                objects.put(name, bytes);
              }
              ended.add(failure == null ? "stored" : "failed");
            });
  }

  /** Reads a body, or so much of it. */
  CompletionStage<byte[]> read(Flow.Publisher<ByteBuffer> body, int most) {
    Writing writing = new Writing(most);
    body.subscribe(writing);
    return writing.whole;
  }

  /** One body, of which no more is asked for than can be written. */
  @SuppressWarnings({"FutureReturnValueIgnored", "NullAway.Init"}) // Set once it is subscribed.
  private final class Writing implements Flow.Subscriber<ByteBuffer> {
    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private CompletableFuture<Void> writes = CompletableFuture.completedFuture(null);
    private Flow.Subscription source;

    Writing(int most) {
      this.most = most;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
      source.request(1);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      writes = writes.thenRunAsync(() -> write(piece), workers);
      writes.whenComplete(
          (done, failure) -> {
            if (failure != null) {
              source.cancel();
              whole.completeExceptionally(failure);
            }
          });
    }

    private void write(ByteBuffer piece) {
      byte[] some = new byte[piece.remaining()];
      piece.get(some);
      bytes.writeBytes(some);
      written.addAndGet(some.length);
      if (bytes.size() < most) {
        source.request(1);
      } else {
        source.cancel();
        whole.complete(bytes.toByteArray());
      }
    }

    @Override
    public void onError(Throwable cause) {
      whole.completeExceptionally(cause);
    }

    /** Told while the last piece is still being written, maybe. */
    @Override
    public void onComplete() {
      writes.thenRunAsync(() -> whole.complete(bytes.toByteArray()), workers);
    }
  }
}
