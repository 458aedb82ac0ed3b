package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.eval.Trace;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.role.Role;
import java.time.Clock;
import java.util.Optional;

/** The refusals of what was denied: of IAM and STS with what they are made of, if that is told. */
public final class Denials {
  private final PolicyEvaluator evaluator;
  private final Clock clock;
  private final PolicyCache policies;
  private final TrustPolicies trust;
  private final Optional<DenialMessages> messages;

  Denials(
      PolicyEvaluator evaluator,
      Clock clock,
      PolicyCache policies,
      TrustPolicies trust,
      Optional<DenialMessages> messages) {
    this.evaluator = evaluator;
    this.clock = clock;
    this.policies = policies;
    this.trust = trust;
    this.messages = messages;
  }

  /**
   * The refusal that a caller sees, whatever the reason.
   *
   * @param asked what the caller named, and not what was found under that name
   */
  public static AccessDeniedException denied(Principal principal, String action, String asked) {
    return AccessDeniedException.of(principal.name(), action, asked);
  }

  /**
   * The refusal of STS's action on a role, which is the same if there is no such role. Of a role of
   * another account nothing is explained.
   *
   * @param asked what the caller named
   */
  AccessDeniedException deniedAssume(
      Principal principal, String action, Arn asked, Optional<Role> role, RequestContext facts) {
    Optional<Role> own = role.filter(it -> it.account().equals(principal.account()));
    Optional<ResourcePolicy> decidedBy = own.map(it -> trust.of(it, principal));
    String arn = asked.toString();
    return denied(principal, action, arn, arn, principal.account(), facts, decidedBy);
  }

  /** The refusal with what it is made of, unless {@code decidedBy} is empty or nobody is told. */
  AccessDeniedException denied(
      Principal principal,
      String action,
      String asked,
      String resource,
      AccountId owner,
      RequestContext facts,
      Optional<ResourcePolicy> decidedBy) {
    AccessDeniedException denial = denied(principal, action, asked);
    if (messages.isEmpty() || principal instanceof Anonymous) {
      return denial;
    }
    RequestContext known = RequestFacts.context(principal, owner, clock.instant(), facts);
    AccessRequest request =
        AccessRequest.of(principal.caller(), action, resource, owner.value(), known);
    CallerPolicies own = policies.of(principal.permissions());
    Optional<Trace> trace = decidedBy.map(policy -> evaluator.trace(request, own, policy));
    DenialText text = new DenialText(principal, action, resource, known, trace);
    return denial.withEncodedMessage(messages.get().seal(principal.account(), text));
  }
}
