package io.sallyport.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import io.sallyport.audit.Metrics;
import io.sallyport.document.HeapShare;
import io.sallyport.identity.PolicyText;
import io.sallyport.journal.CacheCounter;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.lint.PublicAccess;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Permissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Policies compiled from their text. What a text compiles to never changes, so nothing here is ever
 * stale. A text that can't be read compiles to a policy that denies everything it takes part in.
 *
 * <p>Everything is bounded by the memory that it may come to take. Session policies are apart,
 * since any caller may make as many as it likes: they push out nothing but each other.
 */
final class PolicyCache {
  private static final int ENTRY = 10 << 10;

  /** Of the whole, by which what is kept of each kind is counted: 64 together. */
  private static final int PARTS = 64;

  private final Cache<NamedPolicy, CompiledPolicy> compiled;
  private final Cache<NamedPolicy, CompiledPolicy> ofSessions;
  private final Cache<NamedPolicy, ResourcePolicy> trust;
  private final Cache<List<NamedPolicy>, ResourcePolicy> ofResources;
  private final Cache<PolicyText, Boolean> areOpen;

  /** What principals may do whatever session they are: indexes in it make later decisions cheap. */
  private final Cache<Own, CallerPolicies> own;

  /** The same within what a session may do; shares the indexes of what it limits. */
  private final Cache<Permissions, CallerPolicies> limited;

  private record Own(List<NamedPolicy> identity, PermissionLimit boundary) {}

  private final Set<Leniency> leniencies;
  private final Metrics metrics;

  /**
   * A cache of so many bytes.
   *
   * @param leniencies what may pass in a policy: one that was kept under others can't be read
   */
  PolicyCache(long bytes, Set<Leniency> leniencies) {
    this(bytes, leniencies, Metrics.NONE);
  }

  private PolicyCache(long bytes, Set<Leniency> leniencies, Metrics counting) {
    this.leniencies = Set.copyOf(leniencies);
    this.metrics = counting;
    long part = bytes / PARTS;
    compiled = compiledWithin(4 * part);
    ofSessions = compiledWithin(8 * part);
    trust =
        books()
            .maximumWeight(3 * part)
            .weigher((NamedPolicy source, ResourcePolicy policy) -> weight(policy.weight()))
            .build();
    ofResources =
        books()
            .maximumWeight(6 * part)
            .weigher((List<NamedPolicy> sources, ResourcePolicy all) -> weight(all.weight()))
            .build();
    areOpen =
        books()
            .maximumWeight(part)
            .weigher((PolicyText text, Boolean isOpen) -> weight(2L * text.text().length()))
            .build();
    limited =
        books()
            .maximumWeight(14 * part)
            .weigher((Permissions key, CallerPolicies value) -> weight(value.sessionWeight()))
            .build();
    // What is pushed out must not live on in what limits it.
    own =
        books()
            .maximumWeight(28 * part)
            .weigher((Own key, CallerPolicies value) -> weight(value.weight()))
            .evictionListener(
                (key, value, cause) ->
                    limited.asMap().keySet().removeIf(each -> own(each).equals(key)))
            .build();
  }

  /** A cache of an eighth of this process's heap, from 16 to 256 MiB. */
  static PolicyCache withinHeap(Set<Leniency> leniencies, Metrics metrics) {
    return new PolicyCache(HeapShare.of(8, 16, 256), leniencies, metrics);
  }

  /** Every request reads: it wakes no thread to keep the books. */
  private Caffeine<Object, Object> books() {
    return CacheCounter.counted(
        Caffeine.newBuilder().executor(Runnable::run), metrics, Metrics.Cache.POLICIES);
  }

  private Cache<NamedPolicy, CompiledPolicy> compiledWithin(long bytes) {
    return books()
        .maximumWeight(bytes)
        .weigher((NamedPolicy source, CompiledPolicy policy) -> weight(policy.weight()))
        .build();
  }

  /** With what keeps an entry, and its lookups by action. */
  private static int weight(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, bytes + ENTRY);
  }

  /** What a principal may do. */
  CallerPolicies of(Permissions permissions) {
    return permissions.session() instanceof PermissionLimit.AtMost limit
        ? limited(permissions, limit)
        : own.get(own(permissions), this::make);
  }

  private CallerPolicies limited(Permissions permissions, PermissionLimit.AtMost limit) {
    CallerPolicies known = limited.getIfPresent(permissions);
    if (known == null) {
      Own key = own(permissions);
      CallerPolicies whole = own.get(key, this::make);
      known = whole.limitedBy(compile(limit.policies()));
      limited.put(permissions, known);
      if (own.getIfPresent(key) != whole) {
        limited.invalidate(permissions);
      }
    }
    return known;
  }

  private static Own own(Permissions permissions) {
    return new Own(permissions.identity(), permissions.boundary());
  }

  private CallerPolicies make(Own policies) {
    CallerPolicies.Builder made =
        CallerPolicies.builder().identity(compile(policies.identity())).withoutSession();
    return policies.boundary() instanceof PermissionLimit.AtMost limit
        ? made.boundary(compile(limit.policies().get(0))).build()
        : made.withoutBoundary().build();
  }

  private CompiledPolicy[] compile(List<NamedPolicy> policies) {
    return policies.stream().map(this::compile).toArray(CompiledPolicy[]::new);
  }

  /** A role's trust policy. */
  ResourcePolicy trust(NamedPolicy policy) {
    return trust.get(policy, source -> ResourcePolicy.trust(compiled(source)));
  }

  /**
   * What together says who may use a bucket or an object; nothing if there is none. Their owners
   * make as many as they like, which push out nothing but each other.
   */
  ResourcePolicy ofResource(List<NamedPolicy> all) {
    return all.isEmpty()
        ? ResourcePolicy.none()
        : ofResources.get(
            List.copyOf(all),
            sources ->
                ResourcePolicy.of(
                    sources.stream().map(this::compiled).toArray(CompiledPolicy[]::new)));
  }

  /** Whether a bucket policy is public; one that can't be read might be. */
  boolean isPublic(PolicyText policy) {
    return areOpen.get(
        policy,
        text -> {
          try {
            return PublicAccess.isPublic(PolicyReader.read(text.text(), text.type(), leniencies));
          } catch (MalformedPolicyException e) {
            return true;
          }
        });
  }

  CompiledPolicy compile(NamedPolicy policy) {
    Cache<NamedPolicy, CompiledPolicy> cache =
        policy.text().type() == PolicyType.SESSION ? ofSessions : compiled;
    return cache.get(policy, this::compiled);
  }

  private CompiledPolicy compiled(NamedPolicy policy) {
    PolicyText text = policy.text();
    try {
      return CompiledPolicy.compile(
          policy.name(), PolicyReader.read(text.text(), text.type(), leniencies));
    } catch (MalformedPolicyException e) {
      return CompiledPolicy.unreadable(policy.name(), String.valueOf(e.getMessage()));
    }
  }

  /** How many bytes all caches together take, by their own estimate. */
  long weight() {
    return limits().mapToLong(each -> each.weightedSize().orElseThrow()).sum();
  }

  /** How many they take at most. */
  long most() {
    return limits().mapToLong(Policy.Eviction::getMaximum).sum();
  }

  private Stream<? extends Policy.Eviction<?, ?>> limits() {
    return Stream.of(compiled, ofSessions, trust, ofResources, areOpen, own, limited)
        .peek(Cache::cleanUp)
        .map(each -> each.policy().eviction().orElseThrow());
  }
}
