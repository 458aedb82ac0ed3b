package io.sallyport.access;

import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.Decision;
import io.sallyport.principal.Principal;
import java.util.List;
import java.util.Map;

/**
 * Answers whether a signed S3 request may be served: who signed it, what it asks for, what the
 * caller's policies say. Thread-safe; calls may block on the store.
 */
public interface AccessControl {
  /** The most bytes that a body may have which the decision depends on. */
  int MAX_BODY = 2 * 1024 * 1024 + 64 * 1024;

  /**
   * Checks a request before its body is read. Never throws: whatever goes wrong is a refusal.
   *
   * @return {@link AccessAnswer.Granted}, {@link AccessAnswer.Refused}, or {@link
   *     AccessAnswer.NeedsBody} if what is asked for stands in the body
   */
  AccessAnswer check(RequestHead head);

  /**
   * Checks a request whose whole body is at hand: what to call after {@link
   * AccessAnswer.NeedsBody}. Never throws.
   */
  AccessAnswer check(RequestHead head, byte[] body);

  /**
   * Decides one permission of a caller whom the host knows already, outside of any request that was
   * checked: of one that was, {@link AccessAnswer.Granted#requester} knows the facts.
   *
   * @param action such as {@code s3:GetObject}
   * @param resource its ARN, such as {@code arn:aws:s3:::bucket/key}
   * @param facts condition keys and their values, as the host asserts them; a policy's condition on
   *     a key that is not among them finds it absent
   */
  Decision decide(
      Principal caller, String action, String resource, Map<String, List<String>> facts);
}
