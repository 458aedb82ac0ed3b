package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The policies that bear on a caller and a resource. Immutable and thread-safe: prebuild it per
 * caller and resource, and keep it.
 */
public final class PolicySet {
  private static final int MAX_PLANS = 256;
  private static final int MAX_TRACED = 16;

  /** How many resources all indexes of a set may hold; an action without an index takes longer. */
  private static final int MAX_INDEXED = 250_000;

  private final List<Section> sections = new ArrayList<>();
  private final boolean boundary;
  private final boolean session;
  private final Layer ownLayer;
  private final Optional<Decision> fault;
  private final Plan linear;
  private final int maxPlans;

  /** Plans per action. An action that is asked for the first time gets no index of its own yet. */
  private final Map<String, Plan> plans = new ConcurrentHashMap<>();

  /** The same for traces, which are asked for less often. */
  private final Map<String, List<TraceIndex>> traces = new ConcurrentHashMap<>();

  private PolicySet(Builder builder) {
    sections.add(new Section(Layer.IDENTITY, builder.identity));
    builder.boundary.ifPresent(it -> sections.add(new Section(Layer.BOUNDARY, List.of(it))));
    builder.sessions.forEach(it -> sections.add(new Section(Layer.SESSION, it)));
    builder.resource.ifPresent(it -> sections.add(new Section(Layer.RESOURCE, List.of(it))));
    builder.trust.ifPresent(it -> sections.add(new Section(Layer.TRUST, List.of(it))));
    boundary = builder.boundary.isPresent();
    session = !builder.sessions.isEmpty();
    ownLayer = builder.trust.isPresent() ? Layer.TRUST : Layer.RESOURCE;
    fault = sections.stream().flatMap(Section::faults).findFirst().map(Decision.Unevaluable::new);
    linear = makePlan(LinearLookup::new);
    int resources =
        sections.stream()
            .flatMap(section -> section.rules().stream())
            .mapToInt(rule -> rule.statement().resources().patterns().length)
            .sum();
    maxPlans = Math.min(MAX_PLANS, MAX_INDEXED / Math.max(resources, 1));
  }

  /** Starts an empty set. */
  public static Builder builder() {
    return new Builder();
  }

  /** The context keys, in lower case, that these policies can ask for: no other need be known. */
  public Set<String> referencedKeys() {
    return sections.stream()
        .flatMap(section -> section.policies().stream())
        .flatMap(policy -> policy.referencedKeys().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The denial that every decision is, if a policy can't be read. */
  Optional<Decision> fault() {
    return fault;
  }

  boolean hasBoundary() {
    return boundary;
  }

  boolean hasSession() {
    return session;
  }

  /** The layer of the policy that belongs to the resource: RESOURCE or TRUST. */
  Layer ownLayer() {
    return ownLayer;
  }

  /** The layer of a limit, by its number in a plan. */
  Layer limitLayer(int limit) {
    return boundary && limit == 0 ? Layer.BOUNDARY : Layer.SESSION;
  }

  List<Section> sections() {
    return sections;
  }

  /** The plan that asks every rule. */
  Plan linear() {
    return linear;
  }

  /** The plan for an action in lower case: an index, from the second time on. */
  Plan plan(String actionKey) {
    Plan plan = plans.get(actionKey);
    if (plan == null) {
      if (plans.size() < maxPlans) {
        plans.put(actionKey, linear);
      }
      return linear;
    }
    if (plan == linear) {
      plan = makePlan((among, effect) -> IndexedLookup.of(actionKey, among, effect));
      plans.put(actionKey, plan);
    }
    return plan;
  }

  /** A plan whose lookups are made in that way, of the rules of sections that have an effect. */
  Plan makePlan(BiFunction<List<Section>, Effect, Lookup> lookups) {
    List<Lookup> limits = new ArrayList<>();
    Lookup identity = Lookup.EMPTY;
    Lookup resource = Lookup.EMPTY;
    for (Section section : sections) {
      Lookup allows = lookups.apply(List.of(section), Effect.ALLOW);
      switch (section.layer()) {
        case IDENTITY -> identity = allows;
        case BOUNDARY, SESSION -> limits.add(allows);
        case RESOURCE, TRUST -> resource = allows;
      }
    }
    Lookup denies = lookups.apply(sections, Effect.DENY);
    return new Plan(denies, identity, limits.toArray(Lookup[]::new), resource);
  }

  /** How the sections are traced for an action in lower case. */
  List<TraceIndex> traces(String actionKey) {
    List<TraceIndex> known = traces.get(actionKey);
    if (known == null) {
      known = sections.stream().map(section -> new TraceIndex(actionKey, section)).toList();
      if (traces.size() < Math.min(MAX_TRACED, maxPlans)) {
        traces.put(actionKey, known);
      }
    }
    return known;
  }

  /** Collects policies. Not thread-safe. */
  public static final class Builder {
    private final List<CompiledPolicy> identity = new ArrayList<>();
    private final List<List<CompiledPolicy>> sessions = new ArrayList<>();
    private Optional<CompiledPolicy> boundary = Optional.empty();
    private Optional<CompiledPolicy> resource = Optional.empty();
    private Optional<CompiledPolicy> trust = Optional.empty();

    private Builder() {}

    /** Adds policies of the caller; their grants add up. */
    public Builder identity(CompiledPolicy... policies) {
      identity.addAll(List.of(policies));
      return this;
    }

    /**
     * Sets the caller's permissions boundary.
     *
     * @throws IllegalArgumentException if there is one already
     */
    public Builder boundary(CompiledPolicy policy) {
      boundary = once(boundary, policy);
      return this;
    }

    /**
     * Adds a layer of session policies. Grants within one call add up; every call's must grant. A
     * call without policies adds a layer that grants nothing.
     */
    public Builder session(CompiledPolicy... policies) {
      sessions.add(List.of(policies));
      return this;
    }

    /**
     * Sets the resource's policy.
     *
     * @throws IllegalArgumentException if there is one already, or a trust policy
     */
    public Builder resource(CompiledPolicy policy) {
      once(trust, policy);
      resource = once(resource, policy);
      return this;
    }

    /**
     * Sets the trust policy of the role that is to be assumed.
     *
     * @throws IllegalArgumentException if there is one already, or a resource policy
     */
    public Builder trust(CompiledPolicy policy) {
      once(resource, policy);
      trust = once(trust, policy);
      return this;
    }

    /** The set. */
    public PolicySet build() {
      return new PolicySet(this);
    }

    private static Optional<CompiledPolicy> once(
        Optional<CompiledPolicy> before, CompiledPolicy policy) {
      if (before.isPresent()) {
        throw new IllegalArgumentException(
            "there is already the policy \"" + before.get().name() + "\" in this place");
      }
      return Optional.of(policy);
    }
  }
}
