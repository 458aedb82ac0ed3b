package io.sallyport.access;

import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Principal;

/**
 * Who sent a request, together with what is known of that request: the address it came from,
 * whether by TLS, how it was signed. Further questions about the request are asked of it, so that
 * conditions on these hold for them too. For one request only; thread-safe.
 */
public interface Requester {

  /** Who it is; nobody, if the request was not signed. */
  Principal caller();

  /**
   * Decides one more permission.
   *
   * @param action such as {@code s3:GetObject}
   * @param resource its ARN, such as {@code arn:aws:s3:::bucket/key}, or {@code *}
   * @throws io.sallyport.error.InvalidInputException if either is not of this form
   */
  default Decision decide(String action, String resource) {
    return decide(action, resource, RequestContext.empty());
  }

  /**
   * Decides one more permission.
   *
   * @param more condition keys of what is asked, such as {@code s3:prefix}; what is known of the
   *     request can't be changed by them
   */
  Decision decide(String action, String resource, RequestContext more);

  /**
   * Decides one more permission, and tells why: every layer, statement and condition. Costs many
   * times the decision; what it says is for the host, not for the caller.
   *
   * @param more as for {@link #decide(String, String, RequestContext)}
   */
  Explanation explain(String action, String resource, RequestContext more);
}
