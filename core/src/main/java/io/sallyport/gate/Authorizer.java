package io.sallyport.gate;

import io.sallyport.audit.Actor;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.entity.Authority;
import io.sallyport.identity.AccountId;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Evaluation;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.eval.Trace;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Principal;
import io.sallyport.role.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy engine whether a principal may do something: the one place where a principal, its
 * policies and the facts of a request come together. Thread-safe.
 */
public final class Authorizer {
  private final PolicyEvaluator evaluator;
  private final Clock clock;
  private final Journal journal;
  private final PolicyCache policies;
  private final Denials denials;
  private final TrustPolicies trust;
  private final Latch latch;

  /**
   * Decides by an evaluator, and tells of each decision.
   *
   * @param leniencies what may pass although AWS refuses it
   * @param messages explains denials of IAM and STS to whoever may read that; empty if none does
   * @param latch once it is closed, nothing is decided
   */
  public Authorizer(
      PolicyEvaluator evaluator,
      Clock clock,
      Journal journal,
      Set<Leniency> leniencies,
      Optional<DenialMessages> messages,
      Latch latch) {
    this.evaluator = evaluator;
    this.clock = clock;
    this.journal = journal;
    this.latch = latch;
    this.policies = PolicyCache.withinHeap(leniencies, journal.metrics());
    this.trust = new TrustPolicies(policies, Set.copyOf(leniencies));
    this.denials = new Denials(evaluator, clock, policies, trust, messages);
  }

  /** Decides by the principal's own policies about what an account owns. */
  public Decision decide(
      Principal principal, String action, String resource, AccountId owner, RequestContext facts) {
    return decide(principal, action, resource, owner, facts, ResourcePolicy.none());
  }

  /** Decides what takes no right but may be denied. */
  Decision decideGetSessionToken(Principal principal, RequestContext facts) {
    return decide(
        principal, "sts:GetSessionToken", "*", principal.account(), facts, TrustPolicies.EVERYBODY);
  }

  /**
   * Decides an action of STS on a role by its trust policy and the principal's own policies.
   *
   * @param facts what is known of the request, and what is asked for
   */
  Decision decideAssume(Asker asker, String action, Role role, RequestContext facts) {
    latch.requireOpen();
    Instant now = clock.instant();
    Principal principal = asker.caller();
    AccessRequest request = trust.request(principal, action, role, now, facts);
    CallerPolicies own = policies.of(principal.permissions());
    Decision decision = evaluator.decide(request, own, trust.of(role, principal));
    return noted(
        principal,
        asker::actor,
        request,
        now,
        decision,
        () -> NearMiss.of(traceAssume(principal, action, role, facts)));
  }

  /** Why it would be decided so now. Nobody is told of it. */
  Trace traceAssume(Principal principal, String action, Role role, RequestContext facts) {
    AccessRequest request = trust.request(principal, action, role, clock.instant(), facts);
    return evaluator.trace(
        request, policies.of(principal.permissions()), trust.of(role, principal));
  }

  /**
   * The decisions that one request needs, however many.
   *
   * @param now when it is checked
   * @param whom who asks, as events name it
   */
  Decisions decisions(
      Principal principal, Instant now, RequestContext facts, Supplier<Actor> whom) {
    latch.requireOpen();
    Evaluation evaluation =
        evaluator.evaluation(
            principal.caller(),
            policies.of(principal.permissions()),
            RequestFacts.context(principal, now, facts));
    Decisions decisions =
        (action, resource, target, own) -> {
          RequestContext keys = target.keys().over(own);
          return target.decide(
              policy -> evaluation.decide(action, resource, target.account(), keys, policy));
        };
    return journal.hearsDecisions()
        ? new NotedDecisions(decisions, journal, now, principal, whom)
        : decisions;
  }

  /** Decides by the principal's own policies and by what the target says. */
  Decision decide(
      Principal principal, String action, String resource, Target target, RequestContext facts) {
    latch.requireOpen();
    Instant now = clock.instant();
    AccessRequest request = request(principal, action, resource, target, now, facts);
    CallerPolicies own = policies.of(principal.permissions());
    Decision decision = target.decide(policy -> evaluator.decide(request, own, policy));
    return noted(
        principal, () -> Actors.of(principal, facts), request, now, decision, Optional::empty);
  }

  /** The same with its reasons, of which nobody is told. */
  Explanation explain(
      Principal principal, String action, String resource, Target target, RequestContext facts) {
    latch.requireOpen();
    AccessRequest request = request(principal, action, resource, target, clock.instant(), facts);
    CallerPolicies own = policies.of(principal.permissions());
    AtomicReference<@Nullable Trace> last = new AtomicReference<>();
    Decision unused =
        target.decide(
            policy -> {
              Trace trace = evaluator.trace(request, own, policy);
              last.set(trace);
              return trace.decision();
            });
    return Explanation.of(Objects.requireNonNull(last.get()));
  }

  private static AccessRequest request(
      Principal principal,
      String action,
      String resource,
      Target target,
      Instant now,
      RequestContext facts) {
    return AccessRequest.of(
        principal.caller(),
        action,
        resource,
        target.account(),
        RequestFacts.context(principal, now, target.keys().over(facts)));
  }

  /**
   * The host's buckets, with what they say of who may use them.
   *
   * @param account owns what is no bucket, and all buckets if the host tells of none
   * @param haveVersions whether their objects have versions
   */
  public Buckets buckets(
      Optional<BucketDirectory> directory, AccountId account, boolean haveVersions) {
    boolean tellsMissing = trust.leniencies().contains(Leniency.TELLS_MISSING_BUCKETS);
    return new Buckets(
        directory.map(HostCode::buckets), account, policies, haveVersions, tellsMissing);
  }

  /** Whether a principal's own policies may allow one of these actions on anything at all. */
  boolean mayAllow(Principal principal, Set<String> actions) {
    return actions.stream().anyMatch(policies.of(principal.permissions())::mayAllow);
  }

  /** What a principal may do to the resources of an account. */
  public Authority authority(Principal principal, AccountId owner, RequestContext facts) {
    return new CallerAuthority(this, principal, owner, facts, journal);
  }

  /** The host itself, which may do everything. */
  public Authority host() {
    return new HostAuthority(journal);
  }

  /** Whether the instance is open. */
  public Latch latch() {
    return latch;
  }

  /** Who is told of what was decided, and of what was refused before it was. */
  Journal journal() {
    return journal;
  }

  /** The refusals of what was denied. */
  Denials denials() {
    return denials;
  }

  private Decision decide(
      Principal principal,
      String action,
      String resource,
      AccountId owner,
      RequestContext facts,
      ResourcePolicy resourcePolicy) {
    Instant now = clock.instant();
    latch.requireOpen();
    RequestContext context = RequestFacts.context(principal, owner, now, facts);
    AccessRequest request =
        AccessRequest.of(principal.caller(), action, resource, owner.value(), context);
    CallerPolicies own = policies.of(principal.permissions());
    Decision decision = evaluator.decide(request, own, resourcePolicy);
    return noted(
        principal, () -> Actors.of(principal, facts), request, now, decision, Optional::empty);
  }

  private Decision noted(
      Principal principal,
      Supplier<Actor> whom,
      AccessRequest request,
      Instant now,
      Decision decision,
      Supplier<Optional<String>> nearest) {
    journal.decided(now, principal, whom, request.action(), request.resource(), decision, nearest);
    return decision;
  }
}
