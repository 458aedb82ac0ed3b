package io.sallyport.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Takes in a body as it comes, and holds no thread while it doesn't. It ends once: with the body,
 * or with its time, which runs over the whole; who sends a byte now and then gains nothing.
 */
final class Intake implements ReadListener, AsyncListener {
  private static final int AT_ONCE = 8 << 10;

  private final ServletInputStream in;
  private final Sink sink;
  private final Consumer<Optional<BodyFault>> end;
  private final long until;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Where the bytes go. */
  interface Sink {
    void add(byte[] bytes, int count) throws IOException;
  }

  private Intake(
      ServletInputStream in, Duration time, Sink sink, Consumer<Optional<BodyFault>> end) {
    this.in = in;
    this.sink = sink;
    this.end = end;
    this.until = System.nanoTime() + time.toNanos();
  }

  /**
   * Begins, and returns at once.
   *
   * @param end answers the request, given why its body is not whole, if so; called once
   */
  static Intake begin(
      Exchange exchange, Duration time, Sink sink, Consumer<Optional<BodyFault>> end)
      throws IOException {
    AsyncContext context = exchange.startAsync();
    try {
      ServletInputStream in = exchange.body();
      Intake intake = new Intake(in, time, sink, fault -> answer(exchange, end, fault, context));
      // The container's time may begin anew with each piece; for silence it is the only one.
      context.setTimeout(time.toMillis());
      context.addListener(intake);
      in.setReadListener(intake);
      return intake;
    } catch (IOException | RuntimeException e) {
      context.complete();
      throw e;
    }
  }

  private static void answer(
      Exchange exchange,
      Consumer<Optional<BodyFault>> end,
      Optional<BodyFault> fault,
      AsyncContext context) {
    try {
      end.accept(fault);
    } catch (RuntimeException | Error e) {
      exchange.failed(e);
    } finally {
      context.complete();
    }
  }

  /** Ends it now, if it hasn't ended. */
  void end(Optional<BodyFault> fault) {
    if (ended.compareAndSet(false, true)) {
      end.accept(fault);
    }
  }

  boolean hasEnded() {
    return ended.get();
  }

  @Override
  public void onDataAvailable() {
    byte[] buffer = new byte[AT_ONCE];
    try {
      while (!hasEnded() && in.isReady() && !in.isFinished()) {
        int count = in.read(buffer);
        if (count > 0) {
          sink.add(buffer, count);
        }
        if (System.nanoTime() - until > 0) {
          throw new BodyFault.Found(BodyFault.TOO_SLOW);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      end(Optional.of(BodyFault.Found.in(e)));
    }
  }

  @Override
  public void onAllDataRead() {
    end(Optional.empty());
  }

  @Override
  public void onError(Throwable failure) {
    end(Optional.of(BodyFault.Found.in(failure)));
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end(Optional.of(BodyFault.TOO_SLOW));
  }

  @Override
  public void onError(AsyncEvent event) {
    end(Optional.of(BodyFault.BROKEN_OFF));
  }

  @Override
  public void onComplete(AsyncEvent event) {
    // Told of what it did itself, or that the client is gone.
    ended.set(true);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    throw new IllegalStateException("A body is taken in once.");
  }
}
