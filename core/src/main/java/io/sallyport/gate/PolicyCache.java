package io.sallyport.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.PolicySet;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Permissions;
import java.util.List;

/**
 * Policies compiled from their text. What a text compiles to never changes, so nothing here is ever
 * stale. A text that can't be read compiles to a policy that denies everything it takes part in.
 */
final class PolicyCache {
  private static final long MAX_CHARACTERS = 16L * 1024 * 1024;
  private static final int MAX_SESSION_POLICIES = 1_000;
  private static final int MAX_SETS = 2_000;

  private final Cache<NamedPolicy, CompiledPolicy> compiled =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CHARACTERS)
          .weigher(
              (NamedPolicy source, CompiledPolicy policy) -> source.text().text().length() + 256)
          .build();

  /** Apart, since any caller may make as many as it likes. */
  private final Cache<NamedPolicy, CompiledPolicy> ofSessions =
      Caffeine.newBuilder().maximumSize(MAX_SESSION_POLICIES).build();

  /** The sets of principals: an index in each makes its later decisions cheaper. */
  private final Cache<Permissions, PolicySet> sets =
      Caffeine.newBuilder().maximumSize(MAX_SETS).build();

  /** What a principal may do. */
  PolicySet set(Permissions permissions) {
    return sets.get(permissions, wanted -> builder(wanted).build());
  }

  /** The same, to add a policy of what is asked for. */
  PolicySet.Builder builder(Permissions permissions) {
    PolicySet.Builder set = PolicySet.builder();
    set.identity(compiled(permissions.identity()));
    if (permissions.boundary() instanceof PermissionLimit.AtMost limit) {
      set.boundary(compile(limit.policies().get(0)));
    }
    if (permissions.session() instanceof PermissionLimit.AtMost limit) {
      set.session(compiled(limit.policies()));
    }
    return set;
  }

  private CompiledPolicy[] compiled(List<NamedPolicy> policies) {
    return policies.stream().map(this::compile).toArray(CompiledPolicy[]::new);
  }

  CompiledPolicy compile(NamedPolicy policy) {
    Cache<NamedPolicy, CompiledPolicy> cache =
        policy.text().type() == PolicyType.SESSION ? ofSessions : compiled;
    return cache.get(policy, PolicyCache::compiled);
  }

  private static CompiledPolicy compiled(NamedPolicy policy) {
    PolicyText text = policy.text();
    try {
      return CompiledPolicy.compile(policy.name(), PolicyReader.read(text.text(), text.type()));
    } catch (MalformedPolicyException e) {
      return CompiledPolicy.unreadable(policy.name(), String.valueOf(e.getMessage()));
    }
  }
}
