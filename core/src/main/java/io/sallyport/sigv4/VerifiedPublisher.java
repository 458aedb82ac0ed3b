package io.sallyport.sigv4;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives out a body as it is verified, to one that asks for buffers. For one subscriber. */
final class VerifiedPublisher implements Flow.Publisher<ByteBuffer> {
  private final Flow.Publisher<ByteBuffer> body;
  private final Verification verification;
  private final AtomicBoolean taken = new AtomicBoolean();

  VerifiedPublisher(Flow.Publisher<ByteBuffer> body, Verification verification) {
    this.body = Objects.requireNonNull(body);
    this.verification = verification;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Objects.requireNonNull(subscriber);
    if (!taken.compareAndSet(false, true)) {
      subscriber.onSubscribe(Nothing.INSTANCE);
      subscriber.onError(new IllegalStateException("a body is read once"));
      return;
    }
    VerifiedSubscription subscription = new VerifiedSubscription(verification, subscriber);
    subscriber.onSubscribe(subscription);
    try {
      body.subscribe(subscription);
    } catch (RuntimeException e) {
      subscription.onError(e);
    }
  }

  /** Of one that is turned away. */
  private enum Nothing implements Flow.Subscription {
    INSTANCE;

    @Override
    public void request(long count) {
      // There is nothing to ask for.
    }

    @Override
    public void cancel() {
      // There is nothing to cancel.
    }
  }
}
