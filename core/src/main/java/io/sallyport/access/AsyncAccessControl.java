package io.sallyport.access;

import io.sallyport.http.RequestHead;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@link AccessControl} for hosts whose threads must not wait: the same decisions, made by an
 * executor of the host's. No method waits for the store, a host's directory or a body on the thread
 * that calls it. Thread-safe.
 *
 * <p>Of what is granted, {@link AccessAnswer.Granted#body} reads a publisher and waits for nobody;
 * what is checked of it is computed by whichever thread brings a piece. {@link
 * AccessAnswer.Granted#requester} and {@link AccessAnswer#explain} decide anew, and may wait: a
 * host asks them by its executor, or {@link #missingKey}.
 */
public interface AsyncAccessControl {

  /**
   * Checks a request, and reads of its body no more than the decision depends on, if it does. What
   * is granted is then read from the same body, through {@link AccessAnswer.Granted#body}, from its
   * beginning; of what is refused, the body is dropped.
   *
   * <p>At most 32 bodies are being read at once, each of 2 MiB at most and within 5 seconds and one
   * for each 64 KiB announced; past that it is refused as S3 does it: {@code SlowDown}, {@code
   * RequestTimeout}.
   *
   * @return {@link AccessAnswer.Granted} or {@link AccessAnswer.Refused}, to which whatever goes
   *     wrong leads, the executor having no room, too; exceptionally only if the body can't be
   *     read, with what its publisher said: nothing was decided
   */
  CompletionStage<AccessAnswer> check(RequestHead head, IncomingBody body);

  /**
   * What to answer instead of "not found", as {@link AccessAnswer.Granted#missingKey}.
   *
   * @return empty if the caller may know; a refusal if that can't be told now
   */
  CompletionStage<Optional<AccessAnswer.Refused>> missingKey(AccessAnswer.Granted granted);
}
