package io.sallyport.policy.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policies that bear on a caller and a resource. Immutable and thread-safe: prebuild it per
 * caller and resource, and keep it.
 */
public final class PolicySet {
  private final CompiledPolicy[] identity;
  private final Optional<CompiledPolicy> boundary;
  private final CompiledPolicy[][] sessions;
  private final Optional<CompiledPolicy> resource;
  private final Optional<CompiledPolicy> trust;

  private PolicySet(Builder builder) {
    identity = builder.identity.toArray(CompiledPolicy[]::new);
    boundary = builder.boundary;
    sessions = builder.sessions.toArray(CompiledPolicy[][]::new);
    resource = builder.resource;
    trust = builder.trust;
  }

  /** Starts an empty set. */
  public static Builder builder() {
    return new Builder();
  }

  CompiledPolicy[] identity() {
    return identity;
  }

  Optional<CompiledPolicy> boundary() {
    return boundary;
  }

  CompiledPolicy[][] sessions() {
    return sessions;
  }

  Optional<CompiledPolicy> resource() {
    return resource;
  }

  Optional<CompiledPolicy> trust() {
    return trust;
  }

  /** Collects policies. Not thread-safe. */
  public static final class Builder {
    private final List<CompiledPolicy> identity = new ArrayList<>();
    private final List<CompiledPolicy[]> sessions = new ArrayList<>();
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
      sessions.add(policies.clone());
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
