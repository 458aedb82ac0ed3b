package io.sallyport.sts;

import io.sallyport.principal.Principal;
import java.util.List;
import java.util.Map;

/** Gives out temporary credentials. Thread-safe. */
public interface StsService {

  /**
   * Assumes a role: asks the role's trust policy and the caller's own policies, and only then makes
   * a session. A session can't assume another role.
   *
   * @param facts what the host knows of the request, as condition keys and their values
   * @throws io.sallyport.error.AccessDeniedException if the caller may not, or there is no such
   *     role
   * @throws io.sallyport.error.InvalidInputException if the session is to last longer than the role
   *     allows
   * @throws io.sallyport.error.LimitExceededException if the session doesn't fit into a token
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  AssumedRole assumeRole(
      Principal caller, AssumeRoleRequest request, Map<String, List<String>> facts);

  /** Assumes a role, with nothing known of the request. */
  default AssumedRole assumeRole(Principal caller, AssumeRoleRequest request) {
    return assumeRole(caller, request, Map.of());
  }
}
