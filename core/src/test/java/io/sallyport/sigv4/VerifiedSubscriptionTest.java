package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A source speaks between any two steps of whoever looks at what has come. */
class VerifiedSubscriptionTest {
  private static final byte[] BODY = "a body".getBytes(UTF_8);

  /** Keeps what it got. */
  private static final class Reader implements Flow.Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private Optional<Throwable> failure = Optional.empty();
    private int ends;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      throw new AssertionError("it is told by hand");
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      got.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable error) {
      failure = Optional.of(error);
      ends++;
    }

    @Override
    public void onComplete() {
      ends++;
    }
  }

  /** Sends all of the body as soon as it was asked and nothing was found to have come. */
  private static final class Source extends ArrayBlockingQueue<ByteBuffer>
      implements Flow.Subscription {
    private static final long serialVersionUID = 1L;
    private final transient Reader reader = new Reader();
    private final transient VerifiedSubscription subscription =
        new VerifiedSubscription(
            new Verification(
                new WholeBody(
                    new DigestCheck(List.of(StatedDigest.ofHash(Digests.sha256Hex(BODY))))),
                Frame::decoded,
                Optional.empty()),
            reader,
            this);
    private boolean isAsked;

    Source() {
      super(1);
    }

    @Override
    public @Nullable ByteBuffer poll() {
      ByteBuffer found = super.poll();
      if (found == null && isAsked) {
        isAsked = false;
        subscription.onNext(ByteBuffer.wrap(BODY));
        subscription.onComplete();
      }
      return found;
    }

    @Override
    public void request(long count) {
      isAsked = true;
    }

    @Override
    public void cancel() {
      throw new AssertionError("it sends what was signed");
    }
  }

  @Test
  void whatComesWhileItIsLookedForIsNotPassedOverForTheEndBehindIt() {
    Source source = new Source();
    source.subscription.onSubscribe(source);
    source.subscription.request(1);
    source.subscription.request(1);
    assertEquals(Optional.empty(), source.reader.failure);
    assertArrayEquals(BODY, source.reader.got.toByteArray());
    assertEquals(1, source.reader.ends);
  }
}
