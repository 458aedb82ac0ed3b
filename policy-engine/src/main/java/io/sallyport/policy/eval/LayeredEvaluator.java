package io.sallyport.policy.eval;

import io.sallyport.policy.eval.CallerNames.Kind;
import io.sallyport.policy.match.UnevaluableException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  public Evaluation evaluation(Caller caller, CallerPolicies policies, RequestContext context) {
    return new Evaluation(caller, policies, context);
  }

  @Override
  public Decision decide(AccessRequest request, CallerPolicies caller, ResourcePolicy resource) {
    return decided(request, caller, resource);
  }

  static Decision decided(AccessRequest request, CallerPolicies caller, ResourcePolicy resource) {
    Optional<Decision> fault = fault(caller, resource);
    if (fault.isPresent()) {
      return fault.get();
    }
    String action = request.actionKey();
    try {
      request.facts().begin();
      return decide(request, caller.lookups(action), resource.lookups(action));
    } catch (UnevaluableException e) {
      return decideInOrder(request, caller, resource);
    }
  }

  private static Optional<Decision> fault(CallerPolicies caller, ResourcePolicy resource) {
    return caller.fault().isPresent() ? caller.fault() : resource.fault();
  }

  /** The index may ask more conditions than it must; only what the plain way asks can fail. */
  private static Decision decideInOrder(
      AccessRequest request, CallerPolicies caller, ResourcePolicy resource) {
    try {
      return decide(request, caller.linear(), resource.linear());
    } catch (UnevaluableException e) {
      return new Decision.Unevaluable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Trace trace(AccessRequest request, CallerPolicies caller, ResourcePolicy resource) {
    Optional<Decision> fault = fault(caller, resource);
    if (fault.isPresent()) {
      return new Trace(request, fault.get(), List.of());
    }
    request.facts().begin();
    Tracer tracer = new Tracer(request, caller, resource);
    List<LayerTrace> layers = tracer.trace();
    try {
      return new Trace(
          request, decide(request, tracer.callerLookups(), tracer.resourceLookups()), layers);
    } catch (UnevaluableException e) {
      Decision denied = new Decision.Unevaluable(String.valueOf(e.getMessage()));
      return new Trace(request, denied, layers);
    }
  }

  /** Decides by the given lookups, whatever way they find their statements. */
  static Decision decide(AccessRequest request, CallerLookups caller, ResourceLookups resource) {
    Ruling deny = caller.denies().best(request, caller);
    if (deny.applies()) {
      return deny.decision();
    }
    deny = resource.denies().best(request, caller);
    if (deny.applies()) {
      return deny.decision();
    }
    if (request.assumesRole() && resource.layer() != Layer.TRUST) {
      return withoutAllow(Layer.TRUST);
    }
    CallerNames names = request.callerNames();
    Ruling named = resource.grants().best(request, caller);
    if (!names.kind().hasAccount()) {
      return outsider(request, caller, resource.layer(), named);
    }
    boolean sameAccount = names.account().equals(request.resourceAccount());
    if (sameAccount && suffices(named, request, caller, resource.layer())) {
      return named.decision();
    }
    return byIdentity(request, caller, resource.layer(), named);
  }

  /**
   * Services, web identities and anonymous callers have no policies: they must be named. {@code *}
   * names them in a bucket's policy, not in a role's: nobody assumes a role unsigned.
   */
  private static Decision outsider(
      AccessRequest request, CallerLookups caller, Layer layer, Ruling named) {
    int limit = firstLimit(request, caller, 0);
    if (limit < caller.limits()) {
      return withoutAllow(caller.limitLayer(limit));
    }
    boolean trust = layer == Layer.TRUST;
    Strength needed = trust ? Strength.DIRECT : Strength.EVERYONE;
    boolean possible =
        switch (request.callerNames().kind()) {
          case ANONYMOUS -> !trust;
          case FEDERATED -> trust && request.isForFederated();
          default -> true;
        };
    return possible && named.strength().isAtLeast(needed) ? named.decision() : withoutAllow(layer);
  }

  /** Whether, within one account, what the resource policy grants needs no identity policy. */
  private static boolean suffices(
      Ruling named, AccessRequest request, CallerLookups caller, Layer layer) {
    boolean federated = request.callerNames().kind() == Kind.FEDERATED_USER;
    boolean sessionMissing = federated && !caller.hasSession();
    return switch (named.strength()) {
      case NONE, ACCOUNT -> false;
      case PARENT -> !sessionMissing && firstLimit(request, caller, 0) == caller.limits();
      case EVERYONE -> !sessionMissing && sessionsAllow(request, caller);
      case DIRECT -> layer == Layer.RESOURCE || (!sessionMissing && sessionsAllow(request, caller));
    };
  }

  private static boolean sessionsAllow(AccessRequest request, CallerLookups caller) {
    return firstLimit(request, caller, caller.firstSession()) == caller.limits();
  }

  /** All layers must allow; across accounts, and to assume a role, the resource's must too. */
  private static Decision byIdentity(
      AccessRequest request, CallerLookups caller, Layer layer, Ruling named) {
    CallerNames names = request.callerNames();
    Decision decision = ROOT_ALLOWED;
    if (names.kind() != Kind.ROOT) {
      Ruling identity = caller.identity().best(request, caller);
      if (!identity.applies()) {
        return withoutAllow(Layer.IDENTITY);
      }
      decision = identity.decision();
    }
    int limit = firstLimit(request, caller, 0);
    if (limit < caller.limits()) {
      return withoutAllow(caller.limitLayer(limit));
    }
    if (names.kind() == Kind.FEDERATED_USER && !caller.hasSession()) {
      return withoutAllow(Layer.SESSION);
    }
    boolean sameAccount = names.account().equals(request.resourceAccount());
    if (sameAccount && layer == Layer.RESOURCE) {
      return decision;
    }
    return named.applies() ? named.decision() : withoutAllow(layer);
  }

  /** The first limit from {@code from} on that doesn't grant, or their number. */
  private static int firstLimit(AccessRequest request, CallerLookups caller, int from) {
    for (int i = from; i < caller.limits(); i++) {
      if (!caller.limit(i).best(request, caller).applies()) {
        return i;
      }
    }
    return caller.limits();
  }

  private static Decision withoutAllow(Layer layer) {
    Decision denied = WITHOUT_ALLOW.get(layer);
    return denied == null ? new Decision.ImplicitlyDenied(layer) : denied;
  }
}
