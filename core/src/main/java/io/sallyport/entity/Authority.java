package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.policy.eval.RequestContext;

/** What a caller may do. Thread-safe. */
@FunctionalInterface
public interface Authority {

  /** May do everything: the host itself. */
  Authority UNCHECKED = (action, resource, asked, own) -> {};

  /**
   * Returns if the caller may do this to this resource.
   *
   * @param action such as {@code iam:CreateRole}
   * @param resource what it is really about, such as a role with its path
   * @param asked what the caller named: all that a refusal may repeat
   * @param own the condition keys of this call alone: what is known of the request they can't
   *     change
   * @throws io.sallyport.error.AccessDeniedException if it may not
   */
  void require(String action, Arn resource, String asked, RequestContext own);

  /**
   * Hears that what was asked for was made.
   *
   * @param resource what was changed
   */
  default void made(String action, Arn resource) {
    // Nobody is told, unless it says so.
  }

  /** Whether it lets everything pass, so that it need not be asked. */
  default boolean isUnchecked() {
    return this == UNCHECKED;
  }

  /** As the other, of a call that no condition key tells of. */
  default void require(String action, Arn resource, String asked) {
    require(action, resource, asked, RequestContext.empty());
  }
}
