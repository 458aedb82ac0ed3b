package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
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

  /** What may be wrong with a way of cutting is no reason for who reads to wait for ever. */
  private static final class Broken implements Frames {
    private final Throwable why;

    Broken(Throwable why) {
      this.why = why;
    }

    @Override
    public void take(byte[] bytes, int length, Consumer<Frame> out) {
      if (why instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) why;
    }

    @Override
    public void end(Consumer<Frame> out) {
      throw new AssertionError("it did not come to its end");
    }
  }

  /** Counts how often it is let go. */
  private static final class Heard implements Flow.Subscription {
    private int cancels;

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {
      cancels++;
    }
  }

  private static VerifiedSubscription of(Frames frames, Flow.Subscriber<ByteBuffer> reader) {
    return new VerifiedSubscription(
        new Verification(frames, Frame::decoded, Optional.empty()), reader);
  }

  @Test
  void whateverGoesWrongWhileABodyIsCheckedIsToldToWhoReads() {
    for (Throwable why : List.of(new IllegalStateException(), new StackOverflowError())) {
      Reader reader = new Reader();
      Heard source = new Heard();
      VerifiedSubscription subscription = of(new Broken(why), reader);
      subscription.onSubscribe(source);
      subscription.request(1);
      subscription.onNext(ByteBuffer.wrap(BODY));
      assertEquals(Optional.of(why), reader.failure);
      assertEquals(1, reader.ends);
      assertEquals(1, source.cancels);
    }
  }

  @Test
  void aSourceThatCannotBeAskedIsToldToWhoReads() {
    IllegalStateException gone = new IllegalStateException("gone");
    Reader reader = new Reader();
    VerifiedSubscription subscription = of(new WholeBody(new DigestCheck(List.of())), reader);
    subscription.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {
            throw gone;
          }

          @Override
          public void cancel() {}
        });
    subscription.request(1);
    assertEquals(Optional.of(gone), reader.failure);
    assertEquals(1, reader.ends);
  }

  @Test
  void whoThrowsGetsNothingAnyMoreAndHoldsUpNoThread() {
    StackOverflowError thrown = new StackOverflowError();
    Heard late = new Heard();
    VerifiedSubscription subscription =
        of(
            new Broken(new IllegalStateException()),
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription own) {}

              @Override
              public void onNext(ByteBuffer buffer) {}

              @Override
              public void onError(Throwable error) {
                throw thrown;
              }

              @Override
              public void onComplete() {}
            });
    assertEquals(thrown, assertThrows(StackOverflowError.class, () -> subscription.request(0)));
    subscription.onSubscribe(late);
    assertEquals(1, late.cancels, "a source that comes later is let go");
  }
}
