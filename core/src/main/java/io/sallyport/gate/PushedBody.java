package io.sallyport.gate;

import static java.util.Objects.requireNonNull;

import io.sallyport.access.BodySink;
import io.sallyport.wire.Turns;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body that is pushed. Any thread changes its state, under its lock; turns do the rest. */
final class PushedBody extends Turns implements BodySink {
  private final Runnable more;

  // All of these are guarded by this.
  private final BodyLength length = new BodyLength();
  private final HeldBytes held = new HeldBytes();
  private boolean asked;
  private boolean ended;
  private boolean over;
  private Optional<Throwable> failure = Optional.empty();
  private int most;
  private Optional<CompletableFuture<byte[]>> beginning = Optional.empty();
  private boolean isTaken;
  private Flow.@Nullable Subscriber<? super ByteBuffer> reader;
  private long demand;

  PushedBody(Runnable more) {
    this.more = more;
  }

  /** Makes it the body of a request, of this length if it says so; whether it was of none. */
  synchronized boolean isOf(OptionalLong whole) {
    boolean isNew = length.announce(whole);
    requireLength();
    return isNew;
  }

  /** Whether so much of it is here, or all if it is shorter. */
  synchronized boolean isHere(int count) {
    return ended || held.length() >= count;
  }

  synchronized Optional<Throwable> failure() {
    return failure;
  }

  @Override
  public void next(ByteBuffer piece) {
    requireNonNull(piece, "piece");
    try {
      take(piece);
    } catch (RuntimeException | Error e) {
      fail(e); // It would go on with a hole.
      throw e;
    }
    go();
  }

  private synchronized void take(ByteBuffer piece) {
    if (asked) {
      asked = false;
      held.want(held.length() + (long) piece.remaining());
    }
    if (over || failure.isPresent()) {
      return;
    }
    length.add(piece.remaining());
    if (ended) {
      failed(new IllegalStateException("a body goes on behind its end"));
    } else if (!held.hasRoomFor(piece)) {
      failed(new IllegalStateException("more of a body came than anybody asked for"));
    } else {
      held.add(piece);
      requireLength();
    }
  }

  @Override
  public void end() {
    synchronized (this) {
      ended = true;
      requireLength();
    }
    go();
  }

  @Override
  public void fail(Throwable cause) {
    requireNonNull(cause, "cause");
    synchronized (this) {
      if (!ended) {
        failed(cause);
      }
    }
    go();
  }

  private void requireLength() {
    length.fault(ended).ifPresent(this::failed);
  }

  /** The first failure is the one that is told; nothing is held for anybody any more. */
  private void failed(Throwable cause) {
    failure = failure.or(() -> Optional.of(cause));
    held.clear();
  }

  /**
   * Reads so much of it, or all if it is shorter, and holds it for who subscribes then. Once.
   *
   * @return completed by the thread that brings the last that is needed
   */
  CompletableFuture<byte[]> beginning(int count) {
    CompletableFuture<byte[]> whole = new CompletableFuture<>();
    synchronized (this) {
      if (most > 0 || isTaken) {
        throw new IllegalStateException("a body has one beginning");
      }
      most = count;
      held.want(count);
      beginning = Optional.of(whole);
    }
    go();
    return whole;
  }

  /** Nobody reads it any more: what is held is let go, and what comes is forgotten. */
  void drop() {
    synchronized (this) {
      failed(new IllegalStateException("a body that was given up is read"));
    }
    go();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    requireNonNull(subscriber, "subscriber");
    boolean isFirst;
    synchronized (this) {
      isFirst = !isTaken;
      isTaken = true;
    }
    if (isFirst) {
      subscriber.onSubscribe(new Reading());
      synchronized (this) {
        reader = subscriber;
      }
      go();
    } else {
      PushedBody none = new PushedBody(() -> {});
      none.fail(new IllegalStateException("a body is read once"));
      none.subscribe(subscriber);
    }
  }

  /** What its subscriber asks. */
  private final class Reading implements Flow.Subscription {
    @Override
    public void request(long count) {
      synchronized (PushedBody.this) {
        if (count <= 0) {
          failed(new IllegalArgumentException("3.9: asked for " + count + " buffers"));
        }
        demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
      }
      go();
    }

    @Override
    public void cancel() {
      giveUp();
    }
  }

  @Override
  protected synchronized void giveUp() {
    over = true;
    held.clear();
  }

  @Override
  protected void turn() {
    for (Runnable todo = step(); todo != null; todo = step()) {
      todo.run();
    }
  }

  /** What is to be done next, if anything, of which the state says already that it is done. */
  private synchronized @Nullable Runnable step() {
    Flow.Subscriber<? super ByteBuffer> to = reader;
    if (!over && beginning.isPresent()) {
      return ofBeginning(beginning.get());
    }
    if (over || to == null) {
      return null;
    }
    if (failure.isPresent()) {
      Throwable why = failure.get();
      over = true;
      return () -> to.onError(why);
    }
    if (held.length() > 0) {
      return demand == 0 ? null : give(to);
    }
    if (!ended) {
      return demand == 0 ? null : readOn();
    }
    over = true;
    return to::onComplete;
  }

  private @Nullable Runnable ofBeginning(CompletableFuture<byte[]> whole) {
    if (failure.isPresent()) {
      beginning = Optional.empty();
      Throwable why = failure.get();
      return () -> whole.completeExceptionally(why);
    }
    if (isHere(most)) {
      byte[] read = held.first(most);
      beginning = Optional.empty();
      return () -> whole.complete(read);
    }
    return readOn();
  }

  private Runnable give(Flow.Subscriber<? super ByteBuffer> to) {
    demand -= demand == Long.MAX_VALUE ? 0 : 1;
    ByteBuffer piece = held.take();
    return () -> to.onNext(piece);
  }

  private @Nullable Runnable readOn() {
    if (asked) {
      return null;
    }
    asked = true;
    return () -> {
      try {
        more.run();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    };
  }
}
