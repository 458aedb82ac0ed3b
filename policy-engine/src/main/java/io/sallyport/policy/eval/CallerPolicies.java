package io.sallyport.policy.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policies that a caller brings along: its identity policies, and what limits them. Immutable
 * and thread-safe: make it once for each caller, and keep it.
 *
 * <p>Whether a boundary and session policies limit the caller has to be said, so that nobody is
 * without a limit because it was forgotten.
 */
public final class CallerPolicies {
  private final IndexedPolicies own;
  private final IndexedPolicies sessions;
  private final Optional<Decision> fault;
  private final CallerLookups linear;
  private final int maxActions;

  /** Per action. One that is asked for the first time gets no index of its own yet. */
  private final Map<String, CallerLookups> lookups = new ConcurrentHashMap<>();

  private CallerPolicies(IndexedPolicies own, IndexedPolicies sessions) {
    this.own = own;
    this.sessions = sessions;
    this.fault = own.fault().or(sessions::fault);
    this.linear = make(IndexedPolicies::linear);
    this.maxActions = Math.max(own.maxActions(), sessions.maxActions());
  }

  /** The policies of a caller that neither a boundary nor session policies limit. */
  public static CallerPolicies unlimited(CompiledPolicy... identity) {
    return builder().identity(identity).withoutBoundary().withoutSession().build();
  }

  /** Starts without identity policies, and with limits still to be said. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The same, limited by one more layer of session policies: their grants add up, and none grant
   * nothing. Shares the other policies and their indexes, so it costs only what is added.
   */
  public CallerPolicies limitedBy(CompiledPolicy... session) {
    List<PolicyUnion> layers = new ArrayList<>(sessions.unions());
    layers.add(new PolicyUnion(Layer.SESSION, List.of(session)));
    return new CallerPolicies(own, new IndexedPolicies(layers));
  }

  /** The context keys, in lower case, that these policies can ask for. */
  public Set<String> referencedKeys() {
    return Stream.of(own, sessions)
        .flatMap(each -> each.referencedKeys().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * How many bytes of memory these may come to take, what {@link #limitedBy} shares included: no
   * less, often more. For caches that are bounded by weight.
   */
  public long weight() {
    return own.weight() + sessions.weight();
  }

  /** The same without what {@link #limitedBy} shares: the session policies alone. */
  public long sessionWeight() {
    return sessions.weight();
  }

  /** The denial that every decision is, if a policy can't be read. */
  Optional<Decision> fault() {
    return fault;
  }

  List<PolicyUnion> unions() {
    return Stream.concat(own.unions().stream(), sessions.unions().stream()).toList();
  }

  /** The lookups that ask every statement. */
  CallerLookups linear() {
    return linear;
  }

  /** Lookups for an action in lower case: by an index, from the second time on. */
  CallerLookups lookups(String actionKey) {
    CallerLookups known = lookups.get(actionKey);
    if (known == null) {
      if (lookups.size() < maxActions) {
        lookups.put(actionKey, linear);
      }
      return linear;
    }
    if (known == linear) {
      known = make(policies -> policies.indexed(actionKey));
      lookups.put(actionKey, known);
    }
    return known;
  }

  /** Lookups that are made in that way. */
  CallerLookups make(Function<IndexedPolicies, ActionLookups> way) {
    return new CallerLookups(way.apply(own), way.apply(sessions));
  }

  /** How the unions are traced for an action in lower case. */
  List<TraceIndex> traces(String actionKey) {
    return Stream.concat(own.traces(actionKey).stream(), sessions.traces(actionKey).stream())
        .toList();
  }

  /** Collects policies. Not thread-safe. */
  public static final class Builder {
    private final List<CompiledPolicy> identity = new ArrayList<>();
    private final List<PolicyUnion> boundary = new ArrayList<>();
    private final List<PolicyUnion> sessions = new ArrayList<>();
    private boolean boundaryIsSaid;
    private boolean sessionIsSaid;

    private Builder() {}

    /** Adds policies of the caller; their grants add up. */
    public Builder identity(CompiledPolicy... policies) {
      identity.addAll(List.of(policies));
      return this;
    }

    /**
     * Sets the caller's permissions boundary.
     *
     * @throws IllegalStateException if something was said of it already
     */
    public Builder boundary(CompiledPolicy policy) {
      withoutBoundary();
      boundary.add(new PolicyUnion(Layer.BOUNDARY, List.of(policy)));
      return this;
    }

    /**
     * Says that no boundary limits the caller.
     *
     * @throws IllegalStateException if something was said of it already
     */
    public Builder withoutBoundary() {
      if (boundaryIsSaid) {
        throw new IllegalStateException("what limits a caller as its boundary is said once");
      }
      boundaryIsSaid = true;
      return this;
    }

    /**
     * Sets the session policies: their grants add up, and none grant nothing. More layers come by
     * {@link CallerPolicies#limitedBy}.
     *
     * @throws IllegalStateException if something was said of them already
     */
    public Builder session(CompiledPolicy... policies) {
      withoutSession();
      sessions.add(new PolicyUnion(Layer.SESSION, List.of(policies)));
      return this;
    }

    /**
     * Says that no session policy limits the caller.
     *
     * @throws IllegalStateException if something was said of them already
     */
    public Builder withoutSession() {
      if (sessionIsSaid) {
        throw new IllegalStateException("what limits a caller's session is said once");
      }
      sessionIsSaid = true;
      return this;
    }

    /**
     * The policies.
     *
     * @throws IllegalStateException if boundary or session policies were not spoken of
     */
    public CallerPolicies build() {
      if (!boundaryIsSaid || !sessionIsSaid) {
        throw new IllegalStateException(
            "a caller's boundary and session policies have to be given, or said not to limit it");
      }
      List<PolicyUnion> own = new ArrayList<>();
      own.add(new PolicyUnion(Layer.IDENTITY, identity));
      own.addAll(boundary);
      return new CallerPolicies(
          new IndexedPolicies(own),
          sessions.isEmpty() ? IndexedPolicies.NONE : new IndexedPolicies(sessions));
    }
  }
}
