package io.sallyport.gate;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.principal.FederatedUser;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Principal;
import io.sallyport.principal.RoleSession;
import io.sallyport.principal.UserSession;
import io.sallyport.role.Role;
import java.time.Instant;
import java.util.Set;

/** What says of roles who may have them. Thread-safe. */
record TrustPolicies(PolicyCache policies, Set<Leniency> leniencies) {
  /** Of GetSessionToken, which takes no right but may be denied: it is allowed to everybody. */
  static final ResourcePolicy EVERYBODY =
      ResourcePolicy.of(
          CompiledPolicy.compile(
              "what takes no right",
              PolicyReader.read(
                  """
                  {"Version":"2012-10-17","Statement":\
                  {"Effect":"Allow","Principal":"*","Action":"sts:GetSessionToken",\
                  "Resource":"*"}}\
                  """,
                  PolicyType.RESOURCE)));

  /** Which account a role is taken to be of: in the caller's own, a trust policy may suffice. */
  private AccountId judgedAs(Role role, Principal principal) {
    boolean mayBeTrusted = principal instanceof Principal.User || principal instanceof RoleSession;
    return mayBeTrusted && leniencies.contains(Leniency.TRUST_ALONE_ACROSS_ACCOUNTS)
        ? principal.account()
        : role.account();
  }

  /** A principal's request for a role. */
  AccessRequest request(
      Principal principal, String action, Role role, Instant now, RequestContext facts) {
    return AccessRequest.of(
        principal.caller(),
        action,
        role.arn().toString(),
        judgedAs(role, principal).value(),
        RequestFacts.context(principal, role.account(), now, facts));
  }

  /** A role's trust policy as it concerns a principal. */
  ResourcePolicy of(Role role, Principal principal) {
    PolicyText text = concerning(role.pins(), role.trustPolicy(), principal);
    return policies.trust(new NamedPolicy("trust policy of " + role.name(), text));
  }

  /** A policy that names users and roles, as it concerns one: no namesake of who was meant is. */
  static PolicyText concerning(Pins pins, PolicyText policy, Principal principal) {
    if (principal instanceof UserSession session) {
      return concerning(pins, policy, session.owner());
    }
    if (principal instanceof FederatedUser session) {
      return concerning(pins, policy, session.owner());
    }
    if (principal instanceof Principal.User user) {
      return pins.concerning(policy, user.name(), user.id().value());
    }
    if (principal instanceof RoleSession session) {
      Role own = session.role();
      return pins.concerning(policy, own.arn().toString(), own.id().value());
    }
    return policy;
  }
}
