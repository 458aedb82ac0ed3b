package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditEvent.Actor;
import io.sallyport.entity.Authority;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Evaluation;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Principal;
import io.sallyport.role.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/**
 * Asks the policy engine whether a principal may do something: the one place where a principal, its
 * policies and the facts of a request come together. Thread-safe.
 */
public final class Authorizer {
  private final PolicyEvaluator evaluator;
  private final Clock clock;
  private final Journal journal;
  private final PolicyCache policies = new PolicyCache(memoryForPolicies());

  public Authorizer(PolicyEvaluator evaluator, Clock clock, Journal journal) {
    this.evaluator = evaluator;
    this.clock = clock;
    this.journal = journal;
  }

  /** An eighth of this process's heap, from 16 to 256 MiB. */
  private static long memoryForPolicies() {
    return Math.max(16L << 20, Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8));
  }

  /**
   * Decides by the principal's own policies.
   *
   * @param owner the account that owns the resource
   * @param facts what the host knows of the request
   */
  public Decision decide(
      Principal principal, String action, String resource, AccountId owner, RequestContext facts) {
    return decide(principal, action, resource, owner, facts, ResourcePolicy.none());
  }

  /**
   * Decides by a role's trust policy and the principal's own policies.
   *
   * @param action of STS, about the role
   */
  public Decision decideAssume(
      Principal principal, String action, Role role, RequestContext facts) {
    PolicyText text = trustPolicy(role, principal);
    CompiledPolicy trust =
        policies.compile(new NamedPolicy("trust policy of " + role.name(), text));
    return decide(
        principal,
        action,
        role.arn().toString(),
        role.account(),
        facts,
        ResourcePolicy.trust(trust));
  }

  /** A role's trust policy as it concerns a principal: no namesake of who was meant is meant. */
  private static PolicyText trustPolicy(Role role, Principal principal) {
    if (principal instanceof Principal.User user) {
      return role.pins().concerning(role.trustPolicy(), user.name(), user.id().value());
    }
    if (principal instanceof Principal.RoleSession session) {
      Role own = session.role();
      return role.pins().concerning(role.trustPolicy(), own.arn().toString(), own.id().value());
    }
    return role.trustPolicy();
  }

  /** One request's decisions, all within one bound of work. Of one thread. */
  interface Decisions {

    /**
     * Decides by the principal's own policies.
     *
     * @param own the condition keys of this decision alone: what is known of the request they can't
     *     change
     */
    Decision decide(String action, String resource, RequestContext own);
  }

  /** The decisions that one request to the resources of an account needs, however many. */
  Decisions decisions(Principal principal, AccountId owner, RequestContext facts) {
    Instant now = clock.instant();
    Evaluation evaluation =
        evaluator.evaluation(
            principal.caller(),
            policies.of(principal.permissions()),
            RequestFacts.context(principal, owner, now, facts));
    if (!journal.isKept()) {
      return (action, resource, own) ->
          evaluation.decide(action, resource, owner.value(), own, ResourcePolicy.none());
    }
    Actor actor = Actors.of(principal, facts);
    return (action, resource, own) -> {
      Decision decision =
          evaluation.decide(action, resource, owner.value(), own, ResourcePolicy.none());
      journal.note(new AuditEvent.Decided(now, actor, action, resource, decision));
      return decision;
    };
  }

  /** Whether a principal's own policies may allow one of these actions on anything at all. */
  boolean mayAllow(Principal principal, Set<String> actions) {
    return actions.stream().anyMatch(policies.of(principal.permissions())::mayAllow);
  }

  /** What a principal may do to the resources of an account. */
  public Authority authority(Principal principal, AccountId owner, RequestContext facts) {
    return new Authority() {
      @Override
      public void require(String action, Arn resource, String asked, RequestContext own) {
        if (!decide(principal, action, resource.toString(), owner, own.over(facts)).isAllowed()) {
          throw denied(principal, action, asked);
        }
      }

      @Override
      public void made(String action, Arn resource) {
        if (journal.isKept()) {
          note(Actors.of(principal, facts), action, resource);
        }
      }
    };
  }

  /** The host itself, which may do everything. */
  public Authority host() {
    return new Authority() {
      @Override
      public void require(String action, Arn resource, String asked, RequestContext own) {
        // Nobody is asked.
      }

      @Override
      public void made(String action, Arn resource) {
        note(Actor.HOST, action, resource);
      }

      @Override
      public boolean isUnchecked() {
        return true;
      }
    };
  }

  private void note(Actor actor, String action, Arn resource) {
    journal.note(new AuditEvent.Changed(journal.now(), actor, action, resource.toString()));
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
      RequestContext facts,
      ResourcePolicy resourcePolicy) {
    Instant now = clock.instant();
    RequestContext context = RequestFacts.context(principal, owner, now, facts);
    Decision decision =
        evaluator.decide(
            AccessRequest.of(principal.caller(), action, resource, owner.value(), context),
            policies.of(principal.permissions()),
            resourcePolicy);
    if (journal.isKept()) {
      Actor actor = Actors.of(principal, facts);
      journal.note(new AuditEvent.Decided(now, actor, action, resource, decision));
    }
    return decision;
  }
}
