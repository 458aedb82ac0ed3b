package io.sallyport.policy.eval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All policies that bear on a decision. What a test doesn't name doesn't limit. */
public record Policies(CallerPolicies caller, ResourcePolicy resource) {

  public static Builder builder() {
    return new Builder();
  }

  Set<String> referencedKeys() {
    Set<String> keys = new HashSet<>(caller.referencedKeys());
    keys.addAll(resource.referencedKeys());
    return keys;
  }

  /** Collects them. */
  public static final class Builder {
    private final List<CompiledPolicy> identity = new ArrayList<>();
    private final List<CompiledPolicy[]> sessions = new ArrayList<>();
    private Optional<CompiledPolicy> boundary = Optional.empty();
    private ResourcePolicy resource = ResourcePolicy.none();

    public Builder identity(CompiledPolicy... policies) {
      identity.addAll(List.of(policies));
      return this;
    }

    public Builder boundary(CompiledPolicy policy) {
      boundary = Optional.of(policy);
      return this;
    }

    public Builder session(CompiledPolicy... policies) {
      sessions.add(policies);
      return this;
    }

    public Builder resource(CompiledPolicy policy) {
      resource = ResourcePolicy.of(policy);
      return this;
    }

    public Builder trust(CompiledPolicy policy) {
      resource = ResourcePolicy.trust(policy);
      return this;
    }

    public Policies build() {
      CallerPolicies.Builder limits =
          CallerPolicies.builder()
              .identity(identity.toArray(CompiledPolicy[]::new))
              .withoutSession();
      CallerPolicies caller =
          boundary.map(limits::boundary).orElseGet(limits::withoutBoundary).build();
      for (CompiledPolicy[] layer : sessions) {
        caller = caller.limitedBy(layer);
      }
      return new Policies(caller, resource);
    }
  }
}
