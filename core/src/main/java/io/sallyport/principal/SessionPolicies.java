package io.sallyport.principal;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyText;
import java.util.HashSet;
import java.util.List;

/**
 * What further limits a session, as it was asked for: what one of these policies allows is within
 * the limit.
 *
 * @param inline at most ten; a request has one
 * @param managed at most ten, none of them twice; what they say is read at every use
 */
public record SessionPolicies(List<PolicyText> inline, List<PolicyArn> managed) {
  /** The most policies of either kind. */
  public static final int MOST = 10;

  /** No policies: nothing further limits the session. */
  public static final SessionPolicies NONE = new SessionPolicies(List.of(), List.of());

  /**
   * Checks how many there are.
   *
   * @throws InvalidInputException if there are too many, or one of them twice
   */
  public SessionPolicies {
    inline = List.copyOf(inline);
    managed = List.copyOf(managed);
    if (managed.size() > MOST || inline.size() > MOST) {
      throw new InvalidInputException(
          "PolicyArns", managed.size() + " policies", "at most " + MOST + " policies");
    }
    if (new HashSet<>(managed).size() < managed.size()) {
      throw new InvalidInputException("PolicyArns", managed.toString(), "each policy once");
    }
  }

  public boolean isEmpty() {
    return inline.isEmpty() && managed.isEmpty();
  }
}
