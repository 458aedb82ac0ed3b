package io.sallyport.access;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Answers whether a signed S3 request may be served: who signed it, what it asks for, what the
 * caller's policies say. Thread-safe; calls may block on the store.
 *
 * <p>Once the instance is closed, every call throws {@link io.sallyport.error.ClosedException}:
 * nothing is granted any more.
 */
public interface AccessControl {
  /** The most bytes that a body may have which the decision depends on. */
  int MAX_BODY = 2 * 1024 * 1024 + 64 * 1024;

  /**
   * Checks a request before its body is read. Whatever goes wrong is a refusal, and nothing is
   * thrown.
   *
   * @return {@link AccessAnswer.Granted}, {@link AccessAnswer.Refused}, or, if what is asked for
   *     stands in the body, {@link AccessAnswer.NeedsBody} or {@link AccessAnswer.NeedsBeginning}
   */
  AccessAnswer check(RequestHead head);

  /**
   * Checks a request whose whole body is at hand, or the beginning of it: what to call after {@link
   * AccessAnswer.NeedsBody} or {@link AccessAnswer.NeedsBeginning}. Whatever goes wrong is a
   * refusal.
   */
  AccessAnswer check(RequestHead head, byte[] body);

  /**
   * Checks a request, and reads of its body no more than the decision depends on, if it does: for
   * hosts that block. What is granted is then read from the same stream, through {@link
   * AccessAnswer.Granted#body}, from its beginning.
   *
   * @param body can go back to where it was ({@code new BufferedInputStream(body)}), and is not
   *     closed
   * @return {@link AccessAnswer.Granted} or {@link AccessAnswer.Refused}
   * @throws IOException if the body can't be read: nothing was decided
   * @throws IllegalArgumentException if the body can't go back
   */
  default AccessAnswer check(RequestHead head, InputStream body) throws IOException {
    requireNonNull(head, "head");
    if (!requireNonNull(body, "body").markSupported()) {
      throw new IllegalArgumentException("a body must support mark, as a BufferedInputStream does");
    }
    AccessAnswer answer = check(head);
    int most =
        answer instanceof AccessAnswer.NeedsBody needs
            ? needs.maxLength()
            : answer instanceof AccessAnswer.NeedsBeginning needs ? needs.length() : 0;
    if (most == 0) {
      return answer;
    }
    body.mark(most + 1);
    byte[] read = body.readNBytes(most + 1);
    body.reset();
    if (read.length <= most) {
      return check(head, read);
    }
    return answer instanceof AccessAnswer.NeedsBeginning
        ? check(head, Arrays.copyOf(read, most))
        : AccessAnswer.Refused.of(S3RequestException.bodyTooLong(most));
  }

  /**
   * Decides one permission of a caller whom the host knows already, outside of any request that was
   * checked: of one that was, {@link AccessAnswer.Granted#requester} knows the facts.
   *
   * @param action such as {@code s3:GetObject}
   * @param resource its ARN, such as {@code arn:aws:s3:::bucket/key}, or {@code *}
   * @param facts what the host knows of the request; what the caller says of itself it can't
   *     change, and a policy's condition on a key that is not among them finds it absent
   * @throws io.sallyport.error.InvalidInputException if action or resource is not of this form
   */
  Decision decide(Principal caller, String action, String resource, RequestContext facts);
}
