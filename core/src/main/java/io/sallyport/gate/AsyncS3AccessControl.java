package io.sallyport.gate;

import static java.util.Objects.requireNonNull;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.access.AsyncAccessControl;
import io.sallyport.access.BodySink;
import io.sallyport.error.UnavailableException;
import io.sallyport.http.RequestHead;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** The check of requests by an executor, with bodies that come as they come. */
public final class AsyncS3AccessControl implements AsyncAccessControl {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private final AccessControl access;
  private final Executor executor;
  private final BodyRoom room;
  private final Latch latch;
  private final Duration patience;

  public AsyncS3AccessControl(AccessControl access, Executor executor, BodyRoom room, Latch latch) {
    this(access, executor, room, latch, PATIENCE);
  }

  /**
   * Checks with another patience.
   *
   * @param patience how long a body may take that announces nothing
   */
  AsyncS3AccessControl(
      AccessControl access, Executor executor, BodyRoom room, Latch latch, Duration patience) {
    this.access = access;
    this.executor = executor;
    this.room = room;
    this.latch = latch;
    this.patience = patience;
  }

  @Override
  public BodySink body(Runnable more) {
    latch.requireOpen();
    return new PushedBody(requireNonNull(more, "more"));
  }

  @Override
  public CompletionStage<AccessAnswer> check(RequestHead head, BodySink body) {
    requireNonNull(head, "head");
    latch.requireOpen();
    OptionalLong announced = announced(head);
    if (!(requireNonNull(body, "body") instanceof PushedBody pushed) || !pushed.isOf(announced)) {
      throw new IllegalArgumentException("a body is made by body(…), for one request");
    }
    AsyncCheck check = new AsyncCheck(access, executor, room, patience, head, pushed, announced);
    check.begin();
    return check.answer();
  }

  /** One that is no length is refused by the check, and is none to a body. */
  private static OptionalLong announced(RequestHead head) {
    return head.header("content-length")
        .filter(text -> LENGTH.matcher(text).matches())
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public CompletionStage<Optional<AccessAnswer.Refused>> missingKey(AccessAnswer.Granted granted) {
    requireNonNull(granted, "granted");
    latch.requireOpen();
    CompletableFuture<Optional<AccessAnswer.Refused>> answer = new CompletableFuture<>();
    try {
      executor.execute(() -> tellMissing(granted, answer));
    } catch (RuntimeException | Error e) {
      answer.complete(Optional.of(AccessAnswer.Refused.of(new UnavailableException(e))));
    }
    return answer.minimalCompletionStage();
  }

  private void tellMissing(
      AccessAnswer.Granted granted, CompletableFuture<Optional<AccessAnswer.Refused>> answer) {
    try {
      latch.requireOpen();
      answer.complete(missing(granted));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private static Optional<AccessAnswer.Refused> missing(AccessAnswer.Granted granted) {
    return Refusals.refusing(
        "whether a key may be known to miss could not be decided",
        granted::missingKey,
        error -> Optional.of(AccessAnswer.Refused.of(error)));
  }
}
