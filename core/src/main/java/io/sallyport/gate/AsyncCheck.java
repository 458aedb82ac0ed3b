package io.sallyport.gate;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.AccessControl;
import io.sallyport.error.S3RequestException;
import io.sallyport.error.UnavailableException;
import io.sallyport.http.RequestHead;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The check of one request: decided by a task of the executor, or, if the decision depends on the
 * body, by a second one once that was read. However it ends, what it holds is let go first.
 */
final class AsyncCheck {
  private static final int BYTES_A_SECOND = 64 << 10;

  private final AccessControl access;
  private final Executor executor;
  private final BodyRoom room;
  private final Duration patience;
  private final RequestHead head;
  private final PushedBody body;
  private final OptionalLong announced;
  private final CompletableFuture<AccessAnswer> answer = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Runnable release = () -> {};

  AsyncCheck(
      AccessControl access,
      Executor executor,
      BodyRoom room,
      Duration patience,
      RequestHead head,
      PushedBody body,
      OptionalLong announced) {
    this.access = access;
    this.executor = executor;
    this.room = room;
    this.patience = patience;
    this.head = head;
    this.body = body;
    this.announced = announced;
  }

  CompletionStage<AccessAnswer> answer() {
    return answer.minimalCompletionStage();
  }

  void begin() {
    byExecutor(() -> body.failure().ifPresentOrElse(this::fail, () -> next(access.check(head))));
  }

  private void byExecutor(Runnable work) {
    try {
      executor.execute(() -> run(work));
    } catch (RuntimeException | Error e) {
      end(AccessAnswer.Refused.of(new UnavailableException(e)));
    }
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void next(AccessAnswer decided) {
    if (decided instanceof AccessAnswer.NeedsBody needs) {
      ofBody(needs.maxLength());
    } else if (decided instanceof AccessAnswer.NeedsBeginning needs) {
      // Who is silent takes no place of those who aren't.
      int held = body.isHere(needs.length()) ? 0 : 1;
      read(room.unproven(), held, needs.length(), sent -> end(access.check(head, sent)));
    } else {
      end(decided);
    }
  }

  /** Of one that is too long nothing is read if its head says so. */
  private void ofBody(int most) {
    if (announced.orElse(0) > most) {
      end(tooLong(most));
      return;
    }
    int held = 1 + (int) (announced(most) >> 10);
    read(
        room.proven(),
        held,
        most + 1,
        sent -> end(sent.length > most ? tooLong(most) : access.check(head, sent)));
  }

  private static AccessAnswer tooLong(int most) {
    return AccessAnswer.Refused.of(S3RequestException.bodyTooLong(most));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What becomes of it, the answer tells.
  private void read(Semaphore from, int permits, int most, Consumer<byte[]> decide) {
    if (!from.tryAcquire(permits)) {
      end(AccessAnswer.Refused.of(S3RequestException.slowDown()));
      return;
    }
    release = () -> from.release(permits);
    body.beginning(most)
        .orTimeout(timeFor(most).toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (sent, failure) ->
                byExecutor(failure == null ? () -> decide.accept(sent) : () -> unread(failure)));
  }

  /** What a body failed by is a host's, which may be a TimeoutException too. */
  private void unread(Throwable failure) {
    Optional<Throwable> ofBody = body.failure();
    if (ofBody.isPresent()) {
      fail(ofBody.get());
    } else if (failure instanceof TimeoutException) {
      end(AccessAnswer.Refused.of(S3RequestException.requestTimeout()));
    } else {
      fail(failure);
    }
  }

  private long announced(int most) {
    return Math.min(most, announced.orElse(most));
  }

  private Duration timeFor(int most) {
    return patience.plusSeconds(announced(most) / BYTES_A_SECOND);
  }

  /** Of what is granted the body is read on, unless another was written for it. */
  private void end(AccessAnswer decided) {
    try {
      letGo(decided instanceof AccessAnswer.Granted granted && granted.deletion().isEmpty());
    } finally {
      answer.complete(decided);
    }
  }

  private void fail(Throwable why) {
    try {
      letGo(false);
    } finally {
      answer.completeExceptionally(why);
    }
  }

  /** Who reads the body already, and throws when it is told, changes nothing of it. */
  private void letGo(boolean isReadOn) {
    if (ended.compareAndSet(false, true)) {
      try {
        if (!isReadOn) {
          body.drop();
        }
      } finally {
        release.run();
      }
    }
  }
}
