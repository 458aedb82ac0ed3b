package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.gate.WebIdentities.Vouched;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.role.Role;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.WebIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Why a role would be assumed by the word of a provider, or would not. Begins nothing, and tells
 * nobody. Thread-safe.
 */
public record TrustExplanations(RoleTokens roles, WebIdentities identities, Authorizer authorizer) {

  Map<String, Explanation> explain(
      WebIdentity identity, AssumeRoleRequest request, RequestContext facts) {
    Arn arn = request.roleArn();
    Vouched vouched = identities.believed(identity, RoleTokens.account(arn));
    Role role =
        roles.find(arn).orElseThrow(() -> new NoSuchEntityException("the role", arn.toString()));
    Asked asked = new Asked(request, vouched.tags(), vouched.sourceIdentity());
    RequestContext known = asked.facts(role).over(facts);
    Map<String, Explanation> explanations = new LinkedHashMap<>();
    Stream.concat(Stream.of(RoleTokens.WITH_WEB_IDENTITY), asked.furtherActions().stream())
        .forEach(
            action ->
                explanations.put(
                    action,
                    Explanation.of(authorizer.traceAssume(vouched.bearer(), action, role, known))));
    return explanations;
  }
}
