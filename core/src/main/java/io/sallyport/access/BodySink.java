package io.sallyport.access;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A body that a host pushes as it comes, for servers that read when they are told to, as Netty
 * does: it asks for one piece, the host gives it one, and it asks for the next when whoever reads
 * wants more. So no more than one piece is held, however slow the reader and however fast the
 * client.
 *
 * <p>Thread-safe. It blocks nobody: pieces are given on by the thread that brings them, or by the
 * one that asks for more.
 */
public final class BodySink extends Turns implements Flow.Publisher<ByteBuffer> {
  private final Runnable more;
  private final Runnable dropped;
  private final AtomicLong demand = new AtomicLong();

  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> reader;
  private volatile @Nullable ByteBuffer piece;
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile boolean asked;
  private volatile boolean ended;
  private volatile boolean cancelled;
  private volatile boolean over;

  /**
   * A body of which nothing came yet.
   *
   * @param more asks the host for one more piece, or for the end, such as {@code channel::read}; it
   *     may be answered at once, or later
   * @param dropped hears, once, that nobody will read the rest: such as {@code channel::close},
   *     once the answer is sent
   */
  public BodySink(Runnable more, Runnable dropped) {
    this.more = more;
    this.dropped = dropped;
  }

  /**
   * Takes the piece that was asked for; one that was not ends the body with an {@link
   * IllegalStateException}, since it would have to be held.
   *
   * @param bytes not to be changed any more
   */
  public void next(ByteBuffer bytes) {
    if (over) {
      return;
    }
    if (!asked || piece != null) {
      end(new IllegalStateException("a piece of a body came that was not asked for"));
      return;
    }
    piece = bytes;
    go();
  }

  /** That was all of it. */
  public void end() {
    ended = true;
    go();
  }

  /** The rest doesn't come: the client is gone, say. Who reads it is told. */
  public void fail(Throwable cause) {
    end(cause);
  }

  private void end(Throwable cause) {
    synchronized (this) {
      if (failure.isEmpty()) {
        failure = Optional.of(cause);
      }
    }
    go();
  }

  /**
   * {@inheritDoc}
   *
   * <p>For one subscriber: another is told an {@link IllegalStateException}.
   */
  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    synchronized (this) {
      if (reader != null) {
        Refusing.subscriber(subscriber, new IllegalStateException("a body is read once"));
        return;
      }
      reader = subscriber;
    }
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {
            if (count <= 0) {
              end(new IllegalArgumentException("3.9: asked for " + count + " pieces"));
            } else {
              demand.accumulateAndGet(
                  count, (one, other) -> one + other < 0 ? Long.MAX_VALUE : one + other);
              go();
            }
          }

          @Override
          public void cancel() {
            cancelled = true;
            go();
          }
        });
    go();
  }

  @Override
  void step() {
    Flow.Subscriber<? super ByteBuffer> to = reader;
    while (to != null && !over && act(to)) {
      // One thing after the other.
    }
  }

  /** Does one thing; answers whether there may be more to do. */
  private boolean act(Flow.Subscriber<? super ByteBuffer> to) {
    if (cancelled || failure.isPresent()) {
      over = true;
      piece = null;
      if (cancelled) {
        dropped.run();
      } else {
        to.onError(failure.get());
      }
      return false;
    }
    ByteBuffer came = piece;
    if (came != null && demand.get() > 0) {
      demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
      piece = null;
      asked = false;
      try {
        to.onNext(came);
      } catch (RuntimeException e) {
        over = true; // Who throws, against the rules, gets nothing any more.
        dropped.run();
        throw e;
      }
      return true;
    }
    if (came == null && ended) {
      over = true;
      to.onComplete();
      return false;
    }
    if (came == null && !asked && demand.get() > 0) {
      asked = true;
      more.run();
      return true;
    }
    return false;
  }
}
