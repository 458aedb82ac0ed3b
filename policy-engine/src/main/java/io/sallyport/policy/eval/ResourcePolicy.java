package io.sallyport.policy.eval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policy that belongs to what is asked for: a bucket's, or the trust policy of a role.
 * Immutable and thread-safe: make it once for each resource, and keep it.
 */
public final class ResourcePolicy {
  private static final ResourcePolicy NONE =
      new ResourcePolicy(Layer.RESOURCE, IndexedPolicies.NONE);

  private final Layer layer;
  private final IndexedPolicies policies;
  private final Optional<Decision> fault;
  private final ResourceLookups linear;

  /** Per action. One that is asked for the first time gets no index of its own yet. */
  private final Map<String, ResourceLookups> lookups = new ConcurrentHashMap<>();

  private ResourcePolicy(Layer layer, IndexedPolicies policies) {
    this.layer = layer;
    this.policies = policies;
    this.fault = policies.fault();
    this.linear = new ResourceLookups(layer, policies.linear());
  }

  private static ResourcePolicy of(Layer layer, CompiledPolicy... policies) {
    return new ResourcePolicy(
        layer, new IndexedPolicies(List.of(new PolicyUnion(layer, List.of(policies)))));
  }

  /** Of a resource that has none. */
  public static ResourcePolicy none() {
    return NONE;
  }

  /** Of a bucket or another resource: what any of these grants or denies. */
  public static ResourcePolicy of(CompiledPolicy... policies) {
    return of(Layer.RESOURCE, policies);
  }

  /** Of a role that is to be assumed. */
  public static ResourcePolicy trust(CompiledPolicy policy) {
    return of(Layer.TRUST, policy);
  }

  /** The context keys, in lower case, that the policy can ask for. */
  public Set<String> referencedKeys() {
    return policies.referencedKeys();
  }

  /** How many bytes of memory this may come to take: no less, often more. */
  public long weight() {
    return policies.weight();
  }

  /** The denial that every decision is, if the policy can't be read. */
  Optional<Decision> fault() {
    return fault;
  }

  List<PolicyUnion> unions() {
    return policies.unions();
  }

  /** The lookups that ask every statement. */
  ResourceLookups linear() {
    return linear;
  }

  /** Lookups for an action in lower case: by an index, from the second time on. */
  ResourceLookups lookups(String actionKey) {
    if (policies.unions().isEmpty()) {
      return linear;
    }
    ResourceLookups known = lookups.get(actionKey);
    if (known == null) {
      if (lookups.size() < policies.maxActions()) {
        lookups.put(actionKey, linear);
      }
      return linear;
    }
    if (known == linear) {
      known = new ResourceLookups(layer, policies.indexed(actionKey));
      lookups.put(actionKey, known);
    }
    return known;
  }

  /** Lookups that are made in that way. */
  ResourceLookups make(ActionLookups found) {
    return new ResourceLookups(layer, found);
  }

  /** How the policy is traced for an action in lower case. */
  List<TraceIndex> traces(String actionKey) {
    return policies.traces(actionKey);
  }
}
