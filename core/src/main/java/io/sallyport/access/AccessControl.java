package io.sallyport.access;

import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;

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
   * @return {@link AccessAnswer.Granted}, {@link AccessAnswer.Refused}, or, if what is asked for
   *     stands in the body, {@link AccessAnswer.NeedsBody} or {@link AccessAnswer.NeedsBeginning}
   */
  AccessAnswer check(RequestHead head);

  /**
   * Checks a request whose whole body is at hand, or the beginning of it: what to call after {@link
   * AccessAnswer.NeedsBody} or {@link AccessAnswer.NeedsBeginning}. Never throws.
   */
  AccessAnswer check(RequestHead head, byte[] body);

  /**
   * Decides one permission of a caller whom the host knows already, outside of any request that was
   * checked: of one that was, {@link AccessAnswer.Granted#requester} knows the facts.
   *
   * @param action such as {@code s3:GetObject}
   * @param resource its ARN, such as {@code arn:aws:s3:::bucket/key}
   * @param facts what the host knows of the request; what the caller says of itself it can't
   *     change, and a policy's condition on a key that is not among them finds it absent
   */
  Decision decide(Principal caller, String action, String resource, RequestContext facts);
}
