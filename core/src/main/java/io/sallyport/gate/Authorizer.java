package io.sallyport.gate;

import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import io.sallyport.entity.Authority;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.PolicySet;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.role.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Asks the policy engine whether a principal may do something: the one place where a principal, its
 * policies and the facts of a request come together. Thread-safe.
 */
public final class Authorizer {
  private final PolicyEvaluator evaluator;
  private final Clock clock;
  private final AuditSink audit;
  private final PolicyCache policies = new PolicyCache();

  public Authorizer(PolicyEvaluator evaluator, Clock clock, AuditSink audit) {
    this.evaluator = evaluator;
    this.clock = clock;
    this.audit = audit;
  }

  /**
   * Decides by the principal's own policies.
   *
   * @param owner the account that owns the resource
   * @param facts condition keys and their values, as the host asserts them
   */
  public Decision decide(
      Principal principal,
      String action,
      String resource,
      AccountId owner,
      Map<String, List<String>> facts) {
    return decide(
        principal,
        action,
        resource,
        owner,
        facts,
        policies.set(identity(principal), session(principal)));
  }

  /** Decides whether a principal may assume a role. */
  public Decision decideAssume(Principal principal, Role role, Map<String, List<String>> facts) {
    CompiledPolicy trust =
        policies.compile("trust policy of " + role.name(), PolicyType.TRUST, role.trustPolicy());
    return decide(
        principal,
        "sts:AssumeRole",
        role.arn().toString(),
        role.account(),
        facts,
        policies.builder(identity(principal), session(principal)).trust(trust).build());
  }

  /** What a principal may do to the resources of an account. */
  public Authority authority(
      Principal principal, AccountId owner, Map<String, List<String>> facts) {
    return (action, resource, asked) -> {
      if (!decide(principal, action, resource.toString(), owner, facts).isAllowed()) {
        throw denied(principal, action, asked);
      }
    };
  }

  /**
   * The refusal that a caller sees, whatever the reason.
   *
   * @param asked what the caller named, and not what was found under that name
   */
  public static AccessDeniedException denied(Principal principal, String action, String asked) {
    return AccessDeniedException.of(principal.name(), action, asked);
  }

  private Decision decide(
      Principal principal,
      String action,
      String resource,
      AccountId owner,
      Map<String, List<String>> facts,
      PolicySet set) {
    Instant now = clock.instant();
    RequestContext context = RequestFacts.context(principal, owner, now, facts);
    Decision decision =
        evaluator.decide(
            AccessRequest.of(caller(principal), action, resource, owner.value(), context), set);
    audit.accept(new AuditEvent.Decided(now, principal.name(), action, resource, decision));
    return decision;
  }

  private static InlinePolicies identity(Principal principal) {
    if (principal instanceof Principal.User user) {
      return user.policies();
    }
    return principal instanceof Principal.RoleSession session
        ? session.role().policies()
        : InlinePolicies.NONE;
  }

  private static List<String> session(Principal principal) {
    return principal instanceof Principal.RoleSession session
        ? session.sessionPolicies()
        : List.of();
  }

  private static Caller caller(Principal principal) {
    if (principal instanceof Principal.User user) {
      return new Caller.User(user.arn().toString(), user.account().value());
    }
    if (principal instanceof Principal.RoleSession session) {
      return new Caller.RoleSession(
          session.arn().toString(),
          session.role().account().value(),
          session.role().arn().toString());
    }
    return new Caller.Anonymous();
  }
}
