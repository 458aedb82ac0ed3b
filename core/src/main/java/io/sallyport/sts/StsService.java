package io.sallyport.sts;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Principal;
import java.util.Map;

/** Gives out temporary credentials. Thread-safe. */
public interface StsService {

  /**
   * Assumes a role: asks the role's trust policy and the caller's own policies, and only then makes
   * a session. Users, their own sessions and roles' sessions may, root users and federated users
   * not. A second factor is verified first; the session itself says nothing of it, as AWS's.
   *
   * @param facts what the host knows of the request; what the caller and its call say of themselves
   *     it can't change
   * @throws io.sallyport.error.AccessDeniedException if the caller may not, or there is no such
   *     role, or its second factor is not right
   * @throws io.sallyport.error.InvalidInputException if the session is to last longer than the role
   *     allows, or a second factor is given where there is no {@link MfaVerifier}
   * @throws io.sallyport.error.InvalidCredentialsException if the caller's own session was revoked
   * @throws io.sallyport.error.LimitExceededException if the session doesn't fit into a token
   * @throws io.sallyport.error.ThrottlingException if sessions that this would be one of were
   *     {@linkplain SessionManager revoked} just now
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
   * @throws io.sallyport.error.RejectedClaimException if the token's tags, source identity or names
   *     of claims break a rule
   * @throws io.sallyport.error.AccessDeniedException if the trust policy doesn't allow it, or there
   *     is no such role
   * @throws io.sallyport.error.InvalidInputException if the session is to last longer than the role
   *     allows
   * @throws io.sallyport.error.LimitExceededException if the session doesn't fit into a token
   * @throws io.sallyport.error.UnsupportedActionException if the host has nobody who verifies
   *     tokens
   * @throws io.sallyport.error.ThrottlingException if too many tokens are being verified, or
   *     sessions that this would be one of were {@linkplain SessionManager revoked} just now
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  AssumedRoleWithWebIdentity assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request, RequestContext facts);

  /**
   * Why somebody for whom a provider vouched could assume a role now, or could not: each action
   * that must be allowed, in order, with its explanation. What is revoked is not looked at, no
   * session begins, and no event tells of it. For the host alone: explanations quote policies, tags
   * and claims.
   *
   * @param identity as a verifier answered it: it is believed
   * @param request for the role; tags and source identity are those of the identity
   * @param facts what would be known of the request
   * @throws io.sallyport.error.NoSuchEntityException if there is no such role
   * @throws io.sallyport.error.InvalidIdentityTokenException if the role's account has not
   *     registered the provider
   * @throws io.sallyport.error.RejectedClaimException if tags, source identity or names of claims
   *     break a rule
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  Map<String, Explanation> explainAssumeRoleWithWebIdentity(
      WebIdentity identity, AssumeRoleRequest request, RequestContext facts);

  /**
   * Why somebody could assume a role now, or could not: each action that must be allowed, in order,
   * with its explanation. What is revoked is not looked at, no session begins, and no event tells
   * of it. For the host alone: explanations quote policies, tags and external ids.
   *
   * @param request for the role; a second factor in it is believed, and not verified
   * @param facts what would be known of the request
   * @throws io.sallyport.error.NoSuchEntityException if there is no such role
   * @throws io.sallyport.error.AccessDeniedException if the caller assumes no role whatever
   *     policies say, as root users and federated users don't, or asks for another source identity
   *     than that of its session, or can have no second factor and gives one
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  Map<String, Explanation> explainAssumeRole(
      Principal caller, AssumeRoleRequest request, RequestContext facts);

  /** Assumes a role by the word of a provider, with nothing known of the request. */
  default AssumedRoleWithWebIdentity assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request) {
    return assumeRoleWithWebIdentity(request, RequestContext.empty());
  }

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

  /**
   * Begins a session of a user's or root user's own, which may do what that may at each use, but
   * nothing of STS except assume roles, and of IAM nothing unless a second factor was given. It
   * takes no right to {@code sts:GetSessionToken}, but a Deny of that is heeded; a second factor
   * counts to it already.
   *
   * <p>It lasts 12 hours, a root user's one, unless another time is asked for: a root user's lasts
   * no longer than that. It ends when the user is deleted or gets another name, and when it is
   * revoked. As with AWS, it does not end with the access key that began it: who deactivates or
   * deletes a key that others may know revokes the user's sessions too. A host's own users have
   * such sessions if its directory tells who they are: {@link
   * io.sallyport.principal.PrincipalDirectory#find(io.sallyport.identity.AccountId,
   * io.sallyport.identity.UserName)}; its root users, if {@link
   * io.sallyport.principal.PrincipalDirectory#hasRootUser} says that they are there.
   *
   * @param facts what the host knows of the request; what the caller says of itself it can't change
   * @throws io.sallyport.error.AccessDeniedException if the caller is neither a user nor a root
   *     user, or can't be found again, or its second factor is not right
   * @throws io.sallyport.error.InvalidInputException if a root user's is to last longer than an
   *     hour, or a second factor is given where there is no {@link MfaVerifier}
   * @throws io.sallyport.error.ThrottlingException if sessions that this would be one of were
   *     {@linkplain SessionManager revoked} just now
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  BegunSession getSessionToken(
      Principal caller, GetSessionTokenRequest request, RequestContext facts);

  /** Begins a session of a user's own, with nothing known of the request. */
  default BegunSession getSessionToken(Principal caller, GetSessionTokenRequest request) {
    return getSessionToken(caller, request, RequestContext.empty());
  }

  /**
   * Begins a session for somebody else, who may do what both the user may at each use and the
   * session's policies allow, and nothing of IAM and STS. Without policies it may do nothing, but
   * what a resource's policy allows to this very session. It takes the right to {@code
   * sts:GetFederationToken}, and with tags to {@code sts:TagSession}, on {@code
   * arn:aws:sts::account:federated-user/name}. How long it lasts, when it ends and whose users have
   * such sessions is as with {@link #getSessionToken(Principal, GetSessionTokenRequest,
   * RequestContext)}.
   *
   * @param facts what the host knows of the request; what the caller and its call say of themselves
   *     it can't change
   * @throws io.sallyport.error.AccessDeniedException if the caller may not, or is neither a user
   *     nor a root user, or can't be found again
   * @throws io.sallyport.error.InvalidInputException if there is no such managed policy, or a root
   *     user's is to last longer than an hour
   * @throws io.sallyport.error.LimitExceededException if the session doesn't fit into a token
   * @throws io.sallyport.error.ThrottlingException if sessions that this would be one of were
   *     {@linkplain SessionManager revoked} just now
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  BegunSession getFederationToken(
      Principal caller, GetFederationTokenRequest request, RequestContext facts);

  /** Begins a session for somebody else, with nothing known of the request. */
  default BegunSession getFederationToken(Principal caller, GetFederationTokenRequest request) {
    return getFederationToken(caller, request, RequestContext.empty());
  }

  /**
   * The account of an access key, active or not. AWS tells it of any key, since its keys spell it;
   * here it is told of the keys of the caller's own account alone, so that nobody learns which
   * others exist: these, unknown ones and the keys of sessions, which nothing keeps, are refused
   * alike. Of a host's own directory, inactive keys are unknown too.
   *
   * @throws io.sallyport.error.AccessDeniedException if the caller may not, or the key is none of
   *     its account's
   * @throws io.sallyport.error.UnavailableException if the store can't be asked
   */
  AccountId getAccessKeyInfo(Principal caller, AccessKeyId id, RequestContext facts);

  /** The account of an access key, with nothing known of the request. */
  default AccountId getAccessKeyInfo(Principal caller, AccessKeyId id) {
    return getAccessKeyInfo(caller, id, RequestContext.empty());
  }
}
