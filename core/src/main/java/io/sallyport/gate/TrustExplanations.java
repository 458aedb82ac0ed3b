package io.sallyport.gate;

import io.sallyport.error.NoSuchEntityException;
import io.sallyport.gate.WebIdentities.Vouched;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Principal;
import io.sallyport.role.Role;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.WebIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Why a role would be assumed, or would not. Begins nothing, verifies no second factor, and tells
 * nobody. Thread-safe.
 */
public record TrustExplanations(RoleTokens roles, WebIdentities identities, Authorizer authorizer) {

  Map<String, Explanation> explain(
      Principal caller, AssumeRoleRequest request, RequestContext facts) {
    RoleTokens.requireMayHaveRoles(caller, request.roleArn());
    Asker asker =
        request.mfaCode().isPresent()
            ? SecondFactors.believed(caller, facts)
            : new Asker(caller, facts);
    return explain(asker, RoleTokens.ASSUME_ROLE, Asked.of(request, Asked.parent(caller)));
  }

  Map<String, Explanation> explain(
      WebIdentity identity, AssumeRoleRequest request, RequestContext facts) {
    Vouched vouched = identities.believed(identity, RoleTokens.account(request.roleArn()));
    return explain(
        new Asker(vouched.bearer(), facts),
        RoleTokens.WITH_WEB_IDENTITY,
        new Asked(request, vouched.tags(), vouched.sourceIdentity()));
  }

  private Map<String, Explanation> explain(Asker asker, String operation, Asked asked) {
    String arn = asked.request().roleArn().toString();
    Role role =
        roles
            .find(asked.request().roleArn())
            .orElseThrow(() -> new NoSuchEntityException("the role", arn));
    RequestContext known = asked.facts(role).over(asker.facts());
    Map<String, Explanation> explanations = new LinkedHashMap<>();
    Stream.concat(Stream.of(operation), asked.furtherActions().stream())
        .forEach(
            action ->
                explanations.put(
                    action,
                    Explanation.of(authorizer.traceAssume(asker.caller(), action, role, known))));
    return explanations;
  }
}
