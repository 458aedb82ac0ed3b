package io.sallyport.identity;

import io.sallyport.arn.Arn;

/** What a caller may do. Thread-safe. */
public interface Authority {

  /**
   * Returns if the caller may do this to this resource.
   *
   * @param action such as {@code iam:CreateRole}
   * @throws io.sallyport.error.AccessDeniedException if it may not
   */
  void require(String action, Arn resource);
}
