package io.sallyport.managed;

import io.sallyport.identity.PolicyVersionId;
import java.time.Instant;

/**
 * A version of a managed policy.
 *
 * @param document as it was submitted
 * @param isDefault whether this is the one that acts
 */
public record PolicyVersion(
    PolicyVersionId id, String document, boolean isDefault, Instant createDate) {

  /** The version's id; its document may have lines. */
  @Override
  public String toString() {
    return "PolicyVersion[" + id + "]";
  }
}
