package io.sallyport.gate;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.access.IncomingBody;
import io.sallyport.error.IamException;
import io.sallyport.error.S3RequestException;
import io.sallyport.error.UnavailableException;
import io.sallyport.http.RequestHead;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The check of a request by an executor, with a body that comes as it comes. */
public final class AsyncS3AccessControl implements AsyncAccessControl {
  static final int MOST_BODIES = 32;
  private static final int BYTES_A_SECOND = 64 << 10;

  private final AccessControl access;
  private final Executor executor;
  private final Duration patience;
  private final Semaphore room = new Semaphore(MOST_BODIES);

  /** Checks by an executor. */
  public AsyncS3AccessControl(AccessControl access, Executor executor) {
    this(access, executor, Duration.ofSeconds(5));
  }

  AsyncS3AccessControl(AccessControl access, Executor executor, Duration patience) {
    this.access = access;
    this.executor = executor;
    this.patience = patience;
  }

  @Override
  public CompletionStage<AccessAnswer> check(RequestHead head, IncomingBody body) {
    return elsewhere(() -> access.check(head), AccessAnswer.Refused::of)
        .thenCompose(answer -> withBody(head, answer, body))
        .whenComplete(
            (answer, failure) -> {
              if (!(answer instanceof AccessAnswer.Granted)) {
                body.drop();
              }
            })
        .minimalCompletionStage();
  }

  @Override
  public CompletionStage<Optional<AccessAnswer.Refused>> missingKey(AccessAnswer.Granted granted) {
    return elsewhere(
            () ->
                Refusals.refusing(
                    "whether a key may be known to miss could not be decided",
                    granted::missingKey,
                    error -> Optional.of(AccessAnswer.Refused.of(error))),
            error -> Optional.of(AccessAnswer.Refused.of(error)))
        .minimalCompletionStage();
  }

  private CompletableFuture<AccessAnswer> withBody(
      RequestHead head, AccessAnswer answer, IncomingBody body) {
    if (answer instanceof AccessAnswer.NeedsBody needs) {
      return read(head, body, needs.maxLength() + 1)
          .thenCompose(
              read ->
                  read.length > needs.maxLength()
                      ? done(S3RequestException.bodyTooLong(needs.maxLength()))
                      : again(head, read))
          .exceptionallyCompose(AsyncS3AccessControl::refusal);
    }
    if (answer instanceof AccessAnswer.NeedsBeginning needs) {
      return read(head, body, needs.length())
          .thenCompose(read -> again(head, read))
          .exceptionallyCompose(AsyncS3AccessControl::refusal);
    }
    return CompletableFuture.completedFuture(answer);
  }

  private CompletableFuture<AccessAnswer> again(RequestHead head, byte[] read) {
    return elsewhere(() -> access.check(head, read), AccessAnswer.Refused::of);
  }

  private static CompletableFuture<AccessAnswer> done(IamException error) {
    return CompletableFuture.completedFuture(AccessAnswer.Refused.of(error));
  }

  /** Its place is free once the body was read, or given up. */
  private CompletableFuture<byte[]> read(RequestHead head, IncomingBody body, int most) {
    if (!room.tryAcquire()) {
      return CompletableFuture.failedFuture(S3RequestException.slowDown());
    }
    return beginning(body, most)
        .orTimeout(time(head, most).toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((read, failure) -> room.release());
  }

  private static CompletableFuture<byte[]> beginning(IncomingBody body, int most) {
    try {
      return body.beginning(most).toCompletableFuture().copy();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Duration time(RequestHead head, int most) {
    long announced =
        head.header("content-length")
            .filter(length -> length.matches("[0-9]{1,9}"))
            .map(Long::parseLong)
            .orElse((long) most);
    return patience.plusSeconds(Math.min(announced, most) / BYTES_A_SECOND);
  }

  /**
   * That it took too long, or that there was no room, is a refusal; all else is the publisher's.
   */
  private static CompletableFuture<AccessAnswer> refusal(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException
            ? Objects.requireNonNullElse(failure.getCause(), failure)
            : failure;
    if (cause instanceof TimeoutException) {
      return done(S3RequestException.requestTimeout());
    }
    return cause instanceof IamException error
        ? done(error)
        : CompletableFuture.failedFuture(cause);
  }

  private <T> CompletableFuture<T> elsewhere(
      Supplier<? extends T> work, Function<IamException, ? extends T> refusal) {
    try {
      return CompletableFuture.supplyAsync(work::get, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(refusal.apply(new UnavailableException(e)));
    }
  }
}
