package io.sallyport.sts;

import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;

/** Gives out temporary credentials. Thread-safe. */
public interface StsService {

  /**
   * Assumes a role: asks the role's trust policy and the caller's own policies, and only then makes
   * a session. A session can't assume another role.
   *
   * @param facts what the host knows of the request; what the caller and its call say of themselves
   *     it can't change
   * @throws io.sallyport.error.AccessDeniedException if the caller may not, or there is no such
   *     role
   * @throws io.sallyport.error.InvalidInputException if the session is to last longer than the role
   *     allows
   * @throws io.sallyport.error.LimitExceededException if the session doesn't fit into a token
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  AssumedRole assumeRole(Principal caller, AssumeRoleRequest request, RequestContext facts);

  /** Assumes a role, with nothing known of the request. */
  default AssumedRole assumeRole(Principal caller, AssumeRoleRequest request) {
    return assumeRole(caller, request, RequestContext.empty());
  }

  /**
   * What a denial was made of, in AWS's JSON, if the host has denials tell it ({@code
   * SallyportBuilder.encodingDenials()}).
   *
   * @param caller who may read it: of the account of who was denied, with {@code
   *     sts:DecodeAuthorizationMessage}
   * @param message what the denial carried
   * @throws io.sallyport.error.AccessDeniedException if the caller may not
   * @throws io.sallyport.error.InvalidAuthorizationMessageException if it is no such message of the
   *     caller's account, or the key that sealed it is gone
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  String decodeAuthorizationMessage(Principal caller, String message, RequestContext facts);
}
