package io.sallyport.gate;

import static java.util.Objects.requireNonNull;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.error.InvalidAuthorizationMessageException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.AssumedRoleWithWebIdentity;
import io.sallyport.sts.BegunSession;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.sts.StsService;
import io.sallyport.sts.WebIdentity;
import java.util.Map;

/** STS, by who does which part of it. */
public record TokenService(
    RoleTokens roles,
    UserTokens users,
    TrustExplanations trust,
    DenialMessages messages,
    Authorizer authorizer)
    implements StsService {
  private static final Principal ANYBODY = new Anonymous();

  @Override
  public AssumedRole assumeRole(Principal caller, AssumeRoleRequest request, RequestContext facts) {
    admit(caller, request, facts);
    return roles.assumeRole(caller, request, facts);
  }

  @Override
  public AssumedRoleWithWebIdentity assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request, RequestContext facts) {
    admit(ANYBODY, request, facts);
    return roles.assumeRoleWithWebIdentity(request, facts);
  }

  @Override
  public Map<String, Explanation> explainAssumeRoleWithWebIdentity(
      WebIdentity identity, AssumeRoleRequest request, RequestContext facts) {
    requireNonNull(identity, "identity");
    admit(ANYBODY, request, facts);
    return trust.explain(identity, request, facts);
  }

  @Override
  public Map<String, Explanation> explainAssumeRole(
      Principal caller, AssumeRoleRequest request, RequestContext facts) {
    admit(caller, request, facts);
    return trust.explain(caller, request, facts);
  }

  @Override
  public BegunSession getSessionToken(
      Principal caller, GetSessionTokenRequest request, RequestContext facts) {
    admit(caller, request, facts);
    return users.getSessionToken(caller, request, facts);
  }

  @Override
  public BegunSession getFederationToken(
      Principal caller, GetFederationTokenRequest request, RequestContext facts) {
    admit(caller, request, facts);
    return users.getFederationToken(caller, request, facts);
  }

  @Override
  public AccountId getAccessKeyInfo(Principal caller, AccessKeyId id, RequestContext facts) {
    admit(caller, requireNonNull(id, "id"), facts);
    return users.getAccessKeyInfo(caller, id, facts);
  }

  @Override
  public String decodeAuthorizationMessage(Principal caller, String message, RequestContext facts) {
    admit(caller, requireNonNull(message, "message"), facts);
    authorizer
        .authority(caller, caller.account(), facts)
        .require("sts:DecodeAuthorizationMessage", IamArn.anything(caller.account()), "a message");
    return messages
        .open(caller.account(), message)
        .orElseThrow(InvalidAuthorizationMessageException::new);
  }

  /** Sessions begin often: this asks without reflection what every call is asked. */
  private void admit(Principal caller, Object request, RequestContext facts) {
    authorizer.latch().requireOpen();
    requireNonNull(caller, "caller");
    requireNonNull(request, "request");
    requireNonNull(facts, "facts");
  }
}
