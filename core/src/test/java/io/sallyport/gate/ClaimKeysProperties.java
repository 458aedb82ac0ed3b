package io.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.RejectedClaimException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.Tags;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Federated;
import io.sallyport.principal.Federation;
import io.sallyport.provider.Provider;
import io.sallyport.sts.WebIdentity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a provider calls its claims, no key says what it is not of. */
class ClaimKeysProperties {
  private static final String HOST = "idp.example.com/a";
  private static final ProviderName NEIGHBOUR = new ProviderName(HOST + ":b");
  private static final Provider PROVIDER =
      new Provider(
          AccountId.EMPTY,
          new ProviderUrl("https://" + HOST),
          Instant.EPOCH,
          List.of(),
          List.of(),
          Tags.NONE);
  private static final List<ProviderName> REGISTERED =
      List.of(PROVIDER.name(), NEIGHBOUR, new ProviderName("other.example.com"));

  private static WebIdentity identity(Map<String, List<String>> claims) {
    Map<String, List<String>> all = new HashMap<>(claims);
    all.put("sub", List.of("alice"));
    return new WebIdentity("https://" + HOST, "alice", List.of("client"), "", Instant.EPOCH, all);
  }

  @Property
  void noClaimWritesAKeyThatIsAnothers(@ForAll("claims") Map<String, List<String>> claims) {
    SortedMap<String, List<String>> known;
    try {
      Federated bearer = ClaimKeys.bearer(PROVIDER, REGISTERED, identity(claims), Set.of());
      RequestContext.Builder context = RequestContext.principal();
      bearer.describe(context);
      known = context.build().known();
    } catch (RejectedClaimException e) {
      return;
    }
    Set<String> folded = new TreeSet<>();
    known.forEach(
        (key, values) -> {
          String lower = key.toLowerCase(Locale.ROOT);
          assertTrue(folded.add(lower), key);
          assertTrue(
              lower.startsWith(HOST + ":")
                  || Set.of("aws:principaltype", "aws:userid").contains(lower),
              key);
          assertTrue(!lower.startsWith(NEIGHBOUR + ":"), key);
        });
    assertEquals(List.of("alice"), known.get(HOST + ":sub"));
    assertEquals(List.of("client"), known.get(HOST + ":aud"));
    assertEquals(List.of("client"), known.get(HOST + ":app_id"));
    assertEquals(
        claims.getOrDefault("amr", List.of()), known.getOrDefault(HOST + ":amr", List.of()));
    assertEquals(null, known.get(HOST + ":azp"));
  }

  /**
   * What is there is neither left out nor mixed: every claim that is taken is found by its path.
   */
  @Property
  void eachClaimThatIsTakenHasItsOwnKey(@ForAll("claims") Map<String, List<String>> claims) {
    Federated bearer;
    try {
      bearer = ClaimKeys.bearer(PROVIDER, REGISTERED, identity(claims), Set.of());
    } catch (RejectedClaimException e) {
      return;
    }
    long taken = claims.keySet().stream().filter(name -> !Federation.KEPT.contains(name)).count();
    assertEquals(taken, bearer.claims().size());
    assertEquals(
        claims.entrySet().stream()
            .filter(claim -> !Federation.KEPT.contains(claim.getKey()))
            .map(claim -> claim.getValue().toString())
            .sorted()
            .toList(),
        bearer.claims().values().stream().map(Object::toString).sorted().toList());
  }

  @Provide
  Arbitrary<Map<String, List<String>>> claims() {
    Arbitrary<String> words =
        Arbitraries.of(
            "sub",
            "SUB",
            "aud",
            "Aud",
            "azp ",
            "AZP",
            "amr",
            "AMR",
            "app_id",
            "App_ID",
            "iss",
            "b:sub",
            "B:sub",
            "b",
            "b:",
            "c:sub",
            "aws:userid",
            "sts:ExternalId",
            "a.b",
            "a",
            "A",
            "\u017fub",
            "~0",
            "~1",
            "roles",
            ":sub",
            "",
            "..");
    Arbitrary<String> nested =
        words.list().ofMinSize(1).ofMaxSize(3).map(parts -> "/" + String.join("/", parts));
    Arbitrary<List<String>> values =
        Arbitraries.of("root", "x").list().uniqueElements().ofMinSize(1).ofMaxSize(2);
    return Arbitraries.maps(
            Arbitraries.frequencyOf(Tuple.of(2, words), Tuple.of(1, nested)), values)
        .ofMaxSize(4)
        .map(ClaimKeysProperties::withoutWhatTheVerifierReads);
  }

  /** These are what the verifier makes of the token, and the same in both places. */
  private static Map<String, List<String>> withoutWhatTheVerifierReads(
      Map<String, List<String>> claims) {
    Map<String, List<String>> rest = new HashMap<>(claims);
    rest.keySet().removeAll(Set.of("sub", "aud", "azp"));
    return rest;
  }
}
