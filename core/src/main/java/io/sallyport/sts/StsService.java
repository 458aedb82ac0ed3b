package io.sallyport.sts;

import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;

/** Gives out temporary credentials. Thread-safe. */
public interface StsService {

  /**
   * Assumes a role: asks the role's trust policy and the caller's own policies, and only then makes
   * a session. What another session begins lasts an hour at most.
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

  /**
   * Assumes a role by the word of an identity provider that the role's account has registered: has
   * the token verified, asks the role's trust policy, and only then makes a session. The call needs
   * no credentials: the token is the proof.
   *
   * @param facts what the host knows of the request; what the token says of its bearer they can't
   *     change
   * @throws io.sallyport.error.InvalidIdentityTokenException if the token is not valid
   * @throws io.sallyport.error.IdpCommunicationException if the provider's keys can't be had
   * @throws io.sallyport.error.ThrottlingException if too many tokens are being verified
   * @throws io.sallyport.error.RejectedClaimException if the token's tags, source identity or names
   *     of claims break a rule
   * @throws io.sallyport.error.AccessDeniedException if the trust policy doesn't allow it, or there
   *     is no such role
   * @throws io.sallyport.error.InvalidInputException if the session is to last longer than the role
   *     allows
   * @throws io.sallyport.error.LimitExceededException if the session doesn't fit into a token
   * @throws io.sallyport.error.UnsupportedActionException if the host has nobody who verifies
   *     tokens
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  AssumedRoleWithWebIdentity assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request, RequestContext facts);

  /** Assumes a role by the word of a provider, with nothing known of the request. */
  default AssumedRoleWithWebIdentity assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request) {
    return assumeRoleWithWebIdentity(request, RequestContext.empty());
  }

  /** Assumes a role, with nothing known of the request. */
  default AssumedRole assumeRole(Principal caller, AssumeRoleRequest request) {
    return assumeRole(caller, request, RequestContext.empty());
  }
}
