package io.sallyport.access;

import io.sallyport.http.RequestHead;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@link AccessControl} for hosts whose threads must not wait: the same decisions, made by an
 * executor of the host's. Thread-safe.
 *
 * <p>No method waits on the thread that calls it: what may wait, for the store or for a host's
 * directory, runs on the executor, which also completes every stage. A task that the executor
 * doesn't take is a refusal, completed by the thread that gave it: if a body didn't come in time,
 * that is the one by which the whole JVM tells time-outs, so that what is attached to the stage
 * must not wait. One that the executor drops without a word is never answered, and keeps the room
 * that its body took of all others for good; one that it runs on the thread that gave it, as {@code
 * CallerRunsPolicy} does, makes that thread wait. To cancel a stage has no effect: who is gone is
 * told by {@link BodySink#fail}.
 *
 * <p>Of what is granted, {@link AccessAnswer.Granted#body} reads a publisher and waits for nobody;
 * what is checked of it is computed by whichever thread brings a piece or asks for one. {@link
 * AccessAnswer.Granted#requester}, {@link AccessAnswer.Granted#missingKey} and {@link
 * AccessAnswer#explain} decide anew, and may wait: they are for the executor too.
 *
 * <p>Once the instance is closed, every call throws {@link io.sallyport.error.ClosedException}, and
 * what was not decided by then ends with it, as soon as the executor comes to it: a check that
 * waits for its body once that came, or with what that failed by, or as too slow.
 */
public interface AsyncAccessControl {

  /**
   * The body of a request, of which nothing came yet.
   *
   * @param more asks the host to read on, such as {@code context::read} of a channel of Netty's
   *     that doesn't read by itself; called by any thread, and never again before something came.
   *     Whatever comes of that, at once or later, is given to the sink. If it throws, the body
   *     fails
   */
  BodySink body(Runnable more);

  /**
   * Checks a request, and reads of its body no more than the decision depends on, if it does. What
   * is granted is then read from the same body, through {@link AccessAnswer.Granted#body}, from its
   * beginning; of what is refused, what comes is forgotten.
   *
   * <p>Bodies of which nobody knows who sent them, of browsers' forms, are waited for 64 at once;
   * those of others as many as a sixteenth of the heap holds, 8 to 64 MiB. Past that, and of a body
   * that doesn't come within 5 seconds and one for each 64 KiB announced, the answer is that of S3:
   * {@code SlowDown}, {@code RequestTimeout}. These bounds are for all of an instance together,
   * until the answer. One that is too long is {@code MaxMessageLengthExceeded}, and isn't read if
   * its head says so.
   *
   * @param head of which a {@code Content-Length} is held against what comes
   * @param body made by {@link #body} for this request
   * @return {@link AccessAnswer.Granted} or {@link AccessAnswer.Refused}, to which whatever goes
   *     wrong leads; exceptionally if the body failed, with what it failed by: nothing was decided
   * @throws IllegalArgumentException if the body was made by anything else, or given before
   */
  CompletionStage<AccessAnswer> check(RequestHead head, BodySink body);

  /**
   * What to answer instead of "not found", as {@link AccessAnswer.Granted#missingKey}.
   *
   * @return empty if the caller may know; a refusal if that can't be told now; exceptionally with
   *     {@link io.sallyport.error.ClosedException} if the instance was closed meanwhile
   */
  CompletionStage<Optional<AccessAnswer.Refused>> missingKey(AccessAnswer.Granted granted);
}
