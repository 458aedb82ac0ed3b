package io.sallyport.gate;

import io.sallyport.access.GrantedBody;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** A body that stands for the one that was sent, and has been read. */
@SuppressWarnings("ArrayRecordComponent") // Made here, and given to nobody.
record WrittenBody(byte[] bytes) implements GrantedBody {
  @Override
  public InputStream passThrough(InputStream sent) {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public InputStream decoded(InputStream sent) {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public boolean isChunked() {
    return false;
  }

  @Override
  public Flow.Publisher<ByteBuffer> passThrough(Flow.Publisher<ByteBuffer> sent) {
    return subscriber -> subscriber.onSubscribe(new Once(bytes, subscriber));
  }

  @Override
  public Flow.Publisher<ByteBuffer> decoded(Flow.Publisher<ByteBuffer> sent) {
    return passThrough(sent);
  }

  /** Gives all of it to who asks for anything. */
  private static final class Once implements Flow.Subscription {
    private final byte[] bytes;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicBoolean ended = new AtomicBoolean();

    Once(byte[] bytes, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.bytes = bytes;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (ended.getAndSet(true)) {
        return;
      }
      if (count <= 0) {
        subscriber.onError(
            new IllegalArgumentException(
                "3.9: asked for " + count + " buffers, not for one or more"));
      } else {
        subscriber.onNext(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        subscriber.onComplete();
      }
    }

    @Override
    public void cancel() {
      ended.set(true);
    }
  }
}
