package io.sallyport.access;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * A body that comes as it comes, of which the beginning can be read before it is known what becomes
 * of the rest: whoever subscribes then is given it from its beginning. Nothing of it is asked for
 * before somebody wants it. For one request; thread-safe.
 */
public final class IncomingBody implements Flow.Publisher<ByteBuffer> {
  private final Flow.Publisher<ByteBuffer> source;
  private Optional<Beginning> beginning = Optional.empty();
  private boolean isTaken;

  private IncomingBody(Flow.Publisher<ByteBuffer> source) {
    this.source = source;
  }

  /**
   * The body of a publisher, such as a {@link BodySink}.
   *
   * @param source asked for one piece at a time, whose pieces aren't changed any more; subscribed
   *     to once, when something of it is wanted
   */
  public static IncomingBody of(Flow.Publisher<ByteBuffer> source) {
    return new IncomingBody(source);
  }

  /**
   * Reads so much of it, or all if it is shorter, and holds it until somebody subscribes. The rest
   * is not asked for until then.
   *
   * @return completed by the thread that brings the last piece that is needed; exceptionally, with
   *     what the publisher said, if the body can't be read
   * @throws IllegalStateException if something of it was read already
   */
  public CompletionStage<byte[]> beginning(int most) {
    Beginning begun = new Beginning(most);
    synchronized (this) {
      if (isTaken || beginning.isPresent()) {
        throw new IllegalStateException("a body has one beginning");
      }
      beginning = Optional.of(begun);
    }
    source.subscribe(begun);
    return begun.whole();
  }

  /** {@inheritDoc} For one subscriber: another is told an {@link IllegalStateException}. */
  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Optional<Beginning> begun;
    synchronized (this) {
      if (isTaken) {
        Refusing.subscriber(subscriber, new IllegalStateException("a body is read once"));
        return;
      }
      isTaken = true;
      begun = beginning;
    }
    begun.ifPresentOrElse(held -> held.goOn(subscriber), () -> source.subscribe(subscriber));
  }

  /** Gives it up: nothing of it is held any more, and its publisher is told, if it was asked. */
  public void drop() {
    Optional<Beginning> begun;
    synchronized (this) {
      isTaken = true;
      begun = beginning;
    }
    begun.ifPresent(Beginning::cancel);
  }
}
