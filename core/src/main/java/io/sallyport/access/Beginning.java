package io.sallyport.access;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of a body and holds it, and then gives a subscriber all of it. It asks for a
 * piece at a time, and for none while it has one to give; so no more is held than was wanted and
 * one piece.
 */
final class Beginning extends Turns implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
  private final int most;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final AtomicLong demand = new AtomicLong();

  private volatile Flow.@Nullable Subscription source;
  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> reader;
  private volatile @Nullable ByteBuffer came;
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile boolean asked;
  private volatile boolean complete;
  private volatile boolean cancelled;

  /** Of whoever's turn it is. */
  private final Deque<ByteBuffer> held = new ArrayDeque<>();

  private long length;
  private boolean isRead;
  private boolean isOver;

  Beginning(int most) {
    this.most = most;
  }

  CompletableFuture<byte[]> whole() {
    return whole;
  }

  /** Gives all of it to a subscriber, from the beginning. */
  void goOn(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(this);
    reader = subscriber;
    go();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    go();
  }

  @Override
  public void onNext(ByteBuffer piece) {
    if (!asked || came != null) {
      fail(new IllegalStateException("a piece of a body came that was not asked for"));
    } else {
      came = piece;
    }
    go();
  }

  @Override
  public void onError(Throwable cause) {
    fail(cause);
    go();
  }

  @Override
  public void onComplete() {
    complete = true;
    go();
  }

  @Override
  public void request(long count) {
    if (count <= 0) {
      fail(new IllegalArgumentException("3.9: asked for " + count + " pieces"));
    } else {
      demand.accumulateAndGet(
          count, (one, other) -> one + other < 0 ? Long.MAX_VALUE : one + other);
    }
    go();
  }

  @Override
  public void cancel() {
    cancelled = true;
    go();
  }

  /** The first failure is the one that is told. */
  private synchronized void fail(Throwable cause) {
    if (failure.isEmpty()) {
      failure = Optional.of(cause);
    }
  }

  @Override
  void step() {
    while (!isOver && act()) {
      // One thing after the other.
    }
  }

  /** Does one thing; answers whether there may be more to do. */
  private boolean act() {
    if (cancelled || failure.isPresent()) {
      end();
      return false;
    }
    ByteBuffer piece = came;
    if (piece != null) {
      came = null;
      asked = false;
      length += piece.remaining();
      held.add(piece);
      return true;
    }
    if (!isRead) {
      return read();
    }
    Flow.Subscriber<? super ByteBuffer> to = reader;
    return to != null && give(to);
  }

  private boolean read() {
    if (length < most && !complete) {
      return ask();
    }
    isRead = true;
    byte[] beginning = new byte[(int) Math.min(most, length)];
    ByteBuffer filled = ByteBuffer.wrap(beginning);
    for (ByteBuffer piece : held) {
      ByteBuffer some = piece.duplicate();
      some.limit(some.position() + Math.min(some.remaining(), filled.remaining()));
      filled.put(some);
    }
    whole.complete(beginning);
    return true;
  }

  private boolean give(Flow.Subscriber<? super ByteBuffer> to) {
    ByteBuffer first = held.peek();
    if (first != null) {
      if (demand.get() == 0) {
        return false;
      }
      demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
      held.remove();
      try {
        to.onNext(first);
      } catch (RuntimeException e) {
        cancelled = true; // Who throws, against the rules, gets nothing any more.
        end();
        throw e;
      }
      return true;
    }
    if (complete) {
      isOver = true;
      to.onComplete();
      return false;
    }
    return demand.get() > 0 && ask();
  }

  private boolean ask() {
    Flow.Subscription from = source;
    if (from == null || asked) {
      return false;
    }
    asked = true;
    from.request(1);
    return true;
  }

  private void end() {
    isOver = true;
    came = null;
    held.clear();
    Flow.Subscription from = source;
    if (from != null && !complete) {
      from.cancel();
    }
    Throwable why = failure.orElseGet(CancellationException::new);
    whole.completeExceptionally(why);
    Flow.Subscriber<? super ByteBuffer> to = reader;
    if (to != null && !cancelled) {
      to.onError(why);
    }
  }
}
