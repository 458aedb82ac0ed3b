package io.sallyport.gate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads a body one piece at a time, as it is told to, and keeps what it got. */
final class Pieces implements Flow.Subscriber<ByteBuffer> {
  final ByteArrayOutputStream got = new ByteArrayOutputStream();
  private Flow.@Nullable Subscription source;
  int ends;
  Optional<Throwable> failure = Optional.empty();

  /** Asks for so many pieces. */
  void ask(long count) {
    source().request(count);
  }

  void cancel() {
    source().cancel();
  }

  private Flow.Subscription source() {
    if (source == null) {
      throw new IllegalStateException("subscribe first");
    }
    return source;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
  }

  @Override
  public void onNext(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    got.writeBytes(bytes);
  }

  @Override
  public void onError(Throwable cause) {
    ends++;
    failure = Optional.of(cause);
  }

  @Override
  public void onComplete() {
    ends++;
  }
}
