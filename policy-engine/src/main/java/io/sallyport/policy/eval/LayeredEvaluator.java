package io.sallyport.policy.eval;

import io.sallyport.policy.eval.CallerNames.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Combines the layers.
 *
 * <p>Where AWS's pages leave the outcome open, this denies: a grant to everyone, and any grant of a
 * trust policy, is limited by session policies; a federated user without a session policy has only
 * what a resource policy grants to the session itself.
 */
final class LayeredEvaluator implements PolicyEvaluator {
  private static final Decision ROOT_ALLOWED = new Decision.Allowed(StatementId.ROOT_USER);
  private static final Map<Layer, Decision> WITHOUT_ALLOW = new EnumMap<>(Layer.class);

  static {
    for (Layer layer : Layer.values()) {
      WITHOUT_ALLOW.put(layer, new Decision.ImplicitlyDenied(layer));
    }
  }

  @Override
  public Decision decide(AccessRequest request, PolicySet policies) {
    if (policies.fault().isPresent()) {
      return policies.fault().get();
    }
    try {
      return decide(request, policies, policies.plan(request.actionKey()));
    } catch (UnevaluableException e) {
      return decideInOrder(request, policies);
    }
  }

  /** The index may ask more conditions than it must; only what the plain way asks can fail. */
  private static Decision decideInOrder(AccessRequest request, PolicySet policies) {
    try {
      return decide(request, policies, policies.linear());
    } catch (UnevaluableException e) {
      return new Decision.Unevaluable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Trace trace(AccessRequest request, PolicySet policies) {
    if (policies.fault().isPresent()) {
      return new Trace(request, policies.fault().get(), List.of());
    }
    Tracer tracer = new Tracer(request, policies);
    List<LayerTrace> layers = tracer.trace();
    try {
      Decision decision = decide(request, policies, policies.makePlan(tracer::lookup));
      return new Trace(request, decision, layers);
    } catch (UnevaluableException e) {
      Decision denied = new Decision.Unevaluable(String.valueOf(e.getMessage()));
      return new Trace(request, denied, layers);
    }
  }

  /** Decides by the given lookups, whatever way they find their rules. */
  static Decision decide(AccessRequest request, PolicySet policies, Plan plan) {
    Grant deny = plan.denies().best(request, policies);
    if (deny.applies()) {
      return deny.decision();
    }
    if (request.assumesRole() && policies.ownLayer() != Layer.TRUST) {
      return withoutAllow(Layer.TRUST);
    }
    CallerNames caller = request.callerNames();
    Grant named = plan.resource().best(request, policies);
    if (!caller.kind().hasAccount()) {
      return outsider(request, policies, plan, named);
    }
    boolean sameAccount = caller.account().equals(request.resourceAccount());
    if (sameAccount && suffices(named, request, policies, plan)) {
      return named.decision();
    }
    return byIdentity(request, policies, plan, named);
  }

  /**
   * Services, web identities and anonymous callers have no policies: they must be named. {@code *}
   * names them in a bucket's policy, not in a role's: nobody assumes a role unsigned.
   */
  private static Decision outsider(
      AccessRequest request, PolicySet policies, Plan plan, Grant named) {
    int limit = firstLimit(request, policies, plan, 0);
    if (limit < plan.limits()) {
      return withoutAllow(policies.limitLayer(limit));
    }
    boolean trust = policies.ownLayer() == Layer.TRUST;
    Strength needed = trust ? Strength.DIRECT : Strength.EVERYONE;
    boolean possible =
        switch (request.callerNames().kind()) {
          case ANONYMOUS -> !trust;
          case FEDERATED -> trust && request.isForFederated();
          default -> true;
        };
    return possible && named.strength().isAtLeast(needed)
        ? named.decision()
        : withoutAllow(policies.ownLayer());
  }

  /** Whether, within one account, what the resource policy grants needs no identity policy. */
  private static boolean suffices(
      Grant named, AccessRequest request, PolicySet policies, Plan plan) {
    boolean federated = request.callerNames().kind() == Kind.FEDERATED_USER;
    boolean sessionMissing = federated && !policies.hasSession();
    return switch (named.strength()) {
      case NONE, ACCOUNT -> false;
      case PARENT -> !sessionMissing && firstLimit(request, policies, plan, 0) == plan.limits();
      case EVERYONE -> !sessionMissing && sessionsAllow(request, policies, plan);
      case DIRECT ->
          policies.ownLayer() == Layer.RESOURCE
              || (!sessionMissing && sessionsAllow(request, policies, plan));
    };
  }

  private static boolean sessionsAllow(AccessRequest request, PolicySet policies, Plan plan) {
    int sessions = policies.hasBoundary() ? 1 : 0;
    return firstLimit(request, policies, plan, sessions) == plan.limits();
  }

  /** All layers must allow; across accounts, and to assume a role, the resource's must too. */
  private static Decision byIdentity(
      AccessRequest request, PolicySet policies, Plan plan, Grant named) {
    CallerNames caller = request.callerNames();
    Decision decision = ROOT_ALLOWED;
    if (caller.kind() != Kind.ROOT) {
      Grant identity = plan.identity().best(request, policies);
      if (!identity.applies()) {
        return withoutAllow(Layer.IDENTITY);
      }
      decision = identity.decision();
    }
    int limit = firstLimit(request, policies, plan, 0);
    if (limit < plan.limits()) {
      return withoutAllow(policies.limitLayer(limit));
    }
    if (caller.kind() == Kind.FEDERATED_USER && !policies.hasSession()) {
      return withoutAllow(Layer.SESSION);
    }
    boolean sameAccount = caller.account().equals(request.resourceAccount());
    if (sameAccount && policies.ownLayer() == Layer.RESOURCE) {
      return decision;
    }
    return named.applies() ? named.decision() : withoutAllow(policies.ownLayer());
  }

  /** The first limit from {@code from} on that doesn't grant, or their number. */
  private static int firstLimit(AccessRequest request, PolicySet policies, Plan plan, int from) {
    for (int i = from; i < plan.limits(); i++) {
      if (!plan.limit(i).best(request, policies).applies()) {
        return i;
      }
    }
    return plan.limits();
  }

  private static Decision withoutAllow(Layer layer) {
    Decision denied = WITHOUT_ALLOW.get(layer);
    return denied == null ? new Decision.ImplicitlyDenied(layer) : denied;
  }
}
