package io.sallyport.gate;

import io.sallyport.error.RejectedClaimException;
import io.sallyport.identity.ProviderName;
import io.sallyport.policy.Leniency;
import io.sallyport.principal.Federated;
import io.sallyport.principal.Federation;
import io.sallyport.provider.Provider;
import io.sallyport.sts.WebIdentity;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the claims of a web identity are to policies: {@code provider:claim}. What is inside another
 * claim has the path to it, with dots: {@code realm_access.roles}. The provider chooses the names,
 * so none is taken that a policy could take for another: one of {@link Federation#KEPT}, which only
 * the claim itself is ({@code app_id} none: it is the audience, as Ceph has it), that of a second
 * claim, or one of another provider, whose own name may begin with this one's and a colon.
 */
final class ClaimKeys {
  private ClaimKeys() {}

  /**
   * The bearer of a token.
   *
   * @param registered all providers of the account
   * @throws RejectedClaimException if a name could be taken for another
   */
  static Federated bearer(
      Provider provider,
      Collection<ProviderName> registered,
      WebIdentity identity,
      Set<Leniency> leniencies) {
    List<String> others =
        registered.stream()
            .map(ProviderName::folded)
            .filter(name -> name.startsWith(provider.name().folded() + ":"))
            .toList();
    Map<String, List<String>> claims = new HashMap<>();
    Set<String> taken = new HashSet<>(Federation.KEPT);
    identity
        .claims()
        .forEach(
            (claim, values) -> {
              if (!Federation.KEPT.contains(claim)) {
                String path = path(claim);
                String key = folded(provider.name() + ":" + path);
                if (!taken.add(folded(path))
                    || others.stream().anyMatch(other -> key.startsWith(other + ":"))) {
                  throw new RejectedClaimException(claim, "told from every other by its name");
                }
                claims.put(path, values);
              }
            });
    return new Federated(
        new Federation(provider.account(), provider.name(), kept(identity, leniencies)), claims);
  }

  private static SortedMap<String, List<String>> kept(
      WebIdentity identity, Set<Leniency> leniencies) {
    Set<String> applications = new LinkedHashSet<>(identity.audience());
    if (leniencies.contains(Leniency.PARTY_AS_AUDIENCE)) {
      applications.addAll(identity.claims().getOrDefault("azp", List.of()));
      applications.addAll(identity.claims().getOrDefault("client_id", List.of()));
    }
    SortedMap<String, List<String>> kept = new TreeMap<>();
    kept.put("sub", List.of(identity.subject()));
    kept.put("aud", List.copyOf(new LinkedHashSet<>(identity.audience())));
    kept.put("app_id", List.copyOf(applications));
    kept.put(
        "azp",
        identity.authorizedParty().isEmpty() ? List.of() : List.of(identity.authorizedParty()));
    kept.put("amr", identity.claims().getOrDefault("amr", List.of()));
    kept.values().removeIf(List::isEmpty);
    return kept;
  }

  /** A claim's name, or the names on the way to it: see {@link WebIdentity}. */
  private static String path(String claim) {
    return claim.startsWith("/")
        ? Arrays.stream(claim.substring(1).split("/", -1))
            .map(ClaimKeys::unescaped)
            .collect(Collectors.joining("."))
        : claim;
  }

  /** A part of a JSON Pointer as it is meant. */
  static String unescaped(String part) {
    return part.replace("~1", "/").replace("~0", "~");
  }

  /** As condition keys are compared. */
  private static String folded(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
