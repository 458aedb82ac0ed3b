package io.sallyport.entity;

import io.sallyport.arn.Arn;

/** What a caller may do. Thread-safe. */
@FunctionalInterface
public interface Authority {

  /** May do everything: the host itself. */
  Authority UNCHECKED = (action, resource, asked) -> {};

  /**
   * Returns if the caller may do this to this resource.
   *
   * @param action such as {@code iam:CreateRole}
   * @param resource what it is really about, such as a role with its path
   * @param asked what the caller named: all that a refusal may repeat
   * @throws io.sallyport.error.AccessDeniedException if it may not
   */
  void require(String action, Arn resource, String asked);
}
