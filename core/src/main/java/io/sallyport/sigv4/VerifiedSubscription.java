package io.sallyport.sigv4;

import io.sallyport.wire.Turns;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the publisher of a body and its one subscriber. By turns, it gives what may be
 * given and was asked for, and asks for one more buffer if there is nothing to give. So no more is
 * held than one buffer, and what is held back.
 */
final class VerifiedSubscription extends Turns
    implements Flow.Subscription, Flow.Subscriber<ByteBuffer> {
  private final Verification verification;
  private final AtomicReference<Flow.@Nullable Subscriber<? super ByteBuffer>> subscriber;

  private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();

  /** What was asked for and has come: one buffer at most. */
  private final Queue<ByteBuffer> came;

  private final AtomicLong demand = new AtomicLong();

  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile boolean complete;
  private volatile boolean cancelled;

  /** Whether the source was asked for a buffer that hasn't come. */
  private volatile boolean asked;

  VerifiedSubscription(Verification verification, Flow.Subscriber<? super ByteBuffer> subscriber) {
    this(verification, subscriber, new ArrayBlockingQueue<>(1));
  }

  VerifiedSubscription(
      Verification verification,
      Flow.Subscriber<? super ByteBuffer> subscriber,
      Queue<ByteBuffer> came) {
    this.verification = verification;
    this.subscriber = new AtomicReference<>(subscriber);
    this.came = came;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    Objects.requireNonNull(subscription);
    if (source.compareAndSet(null, subscription)) {
      go();
    } else {
      subscription.cancel();
    }
  }

  /** A source that sends what it wasn't asked for would have to be held without a bound. */
  @Override
  public void onNext(ByteBuffer buffer) {
    Objects.requireNonNull(buffer);
    if (!asked || !came.offer(buffer)) {
      fail(new IllegalStateException("a body came that was not asked for"));
    }
    go();
  }

  @Override
  public void onError(Throwable error) {
    fail(Objects.requireNonNull(error));
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
      fail(
          new IllegalArgumentException(
              "3.9: asked for " + count + " buffers, not for one or more"));
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
  private synchronized void fail(Throwable error) {
    if (failure.isEmpty()) {
      failure = Optional.of(error);
    }
  }

  /** A subscriber that throws, against the rules, gets nothing any more. */
  @Override
  protected void giveUp() {
    finish();
  }

  @Override
  protected void turn() {
    Flow.Subscriber<? super ByteBuffer> to = subscriber.get();
    if (to == null) {
      finish();
      return;
    }
    boolean more = true;
    while (more) {
      if (cancelled) {
        finish();
        more = false;
      } else if (failure.isPresent()) {
        finish();
        to.onError(failure.get());
        more = false;
      } else {
        more = give(to);
      }
    }
  }

  /** Gives one buffer, or makes that there is one to give; answers whether there is more to do. */
  private boolean give(Flow.Subscriber<? super ByteBuffer> to) {
    if (verification.hasEnded() && verification.isEmpty()) {
      finish();
      to.onComplete();
      return false;
    }
    if (demand.get() > 0 && !verification.isEmpty()) {
      next(to);
      return true;
    }
    return verification.isEmpty() && !verification.hasEnded() && takeIn();
  }

  private void next(Flow.Subscriber<? super ByteBuffer> to) {
    demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
    to.onNext(ByteBuffer.wrap(Objects.requireNonNull(verification.poll())));
  }

  /**
   * Whether it is the end is looked at first: a buffer may come, and the end, in between. Whatever
   * goes wrong, that memory ran out too, is told to who reads.
   */
  private boolean takeIn() {
    boolean isLast = complete;
    ByteBuffer buffer = came.poll();
    try {
      if (buffer != null) {
        asked = false;
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        verification.take(bytes, bytes.length);
        return true;
      }
      if (isLast) {
        verification.end();
        return true;
      }
      return ask();
    } catch (BodyRejectedException | RuntimeException | Error e) {
      fail(e);
      return true;
    }
  }

  private boolean ask() {
    Flow.Subscription from = source.get();
    if (from == null || asked || demand.get() == 0) {
      return false;
    }
    asked = true;
    from.request(1);
    return true;
  }

  /** Lets go of both sides. */
  private void finish() {
    subscriber.set(null);
    came.clear();
    Flow.Subscription from = source.get();
    if (from != null && !complete) {
      from.cancel();
    }
  }
}
