package io.sallyport.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.json.PolicyReader;
import java.util.List;

/**
 * Policies compiled from their text. What a text compiles to never changes, so nothing here is ever
 * stale. A text that can't be read compiles to a policy that denies everything it takes part in.
 */
final class PolicyCache {
  private static final long MAX_CHARACTERS = 16L * 1024 * 1024;
  private static final int MAX_SESSION_POLICIES = 1_000;
  private static final int MAX_SETS = 2_000;

  private final Cache<Source, CompiledPolicy> compiled =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CHARACTERS)
          .weigher((Source source, CompiledPolicy policy) -> source.text().length() + 256)
          .build();

  /** Apart, since any caller may make as many as it likes. */
  private final Cache<Source, CompiledPolicy> ofSessions =
      Caffeine.newBuilder().maximumSize(MAX_SESSION_POLICIES).build();

  private record Source(String name, PolicyType type, String text) {}

  /** The sets of principals: an index in each makes its later decisions cheaper. */
  private final Cache<Policies, CallerPolicies> sets =
      Caffeine.newBuilder().maximumSize(MAX_SETS).build();

  private record Policies(InlinePolicies identity, List<String> session) {}

  /**
   * What a principal may do.
   *
   * @param session session policies, whose Allows unite; none means no limit
   */
  CallerPolicies set(InlinePolicies identity, List<String> session) {
    return sets.get(new Policies(identity, session), key -> make(key.identity(), key.session()));
  }

  private CallerPolicies make(InlinePolicies identity, List<String> session) {
    CallerPolicies.Builder set = CallerPolicies.builder().withoutBoundary();
    set.identity(
        identity.byName().entrySet().stream()
            .map(policy -> compile(policy.getKey(), PolicyType.IDENTITY, policy.getValue()))
            .toArray(CompiledPolicy[]::new));
    if (session.isEmpty()) {
      return set.withoutSession().build();
    }
    return set.session(
            session.stream()
                .map(text -> compile("session policy", PolicyType.SESSION, text))
                .toArray(CompiledPolicy[]::new))
        .build();
  }

  CompiledPolicy compile(String name, PolicyType type, String text) {
    Cache<Source, CompiledPolicy> cache = type == PolicyType.SESSION ? ofSessions : compiled;
    return cache.get(new Source(name, type, text), PolicyCache::compile);
  }

  private static CompiledPolicy compile(Source source) {
    try {
      return CompiledPolicy.compile(source.name(), PolicyReader.read(source.text(), source.type()));
    } catch (MalformedPolicyException e) {
      return CompiledPolicy.unreadable(source.name(), String.valueOf(e.getMessage()));
    }
  }
}
