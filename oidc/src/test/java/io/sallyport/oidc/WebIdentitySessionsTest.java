package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.RejectedClaimException;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.Leniency;
import io.sallyport.principal.SessionDetails;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

/** What tokens open, from their characters to the session. */
class WebIdentitySessionsTest {
  private static final String NAME = Issuer.URL.substring("https://".length());
  private static final String ROLE = "arn:aws:iam:::role/Web";
  private static final Sallyport STRICT = sallyport(Set.of());

  private static Sallyport sallyport(Set<Leniency> leniencies, String... clientIds) {
    Sallyport sallyport =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .clock(Clock.fixed(Issuer.NOW, ZoneOffset.UTC))
            .webIdentityVerifier(Issuer.VERIFIER)
            .lenient(leniencies)
            .build();
    String[] clients = leniencies.isEmpty() ? new String[] {Issuer.CLIENT} : clientIds;
    sallyport.providers().create(CreateProviderRequest.of(Issuer.URL).withClientIds(clients));
    sallyport.roles().create(CreateRoleRequest.of("Web", trust("")));
    return sallyport;
  }

  private static String trust(String condition) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":
    "arn:aws:iam:::oidc-provider/%s"},"Action":"sts:*","Condition":{%s}}}
    """
        .formatted(NAME, condition);
  }

  private static SessionDetails session(Sallyport sallyport, String token) {
    return sallyport
        .sts()
        .assumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest.of(ROLE, "Bob", token))
        .session()
        .principal()
        .details();
  }

  private static boolean opens(Sallyport sallyport, String token) {
    try {
      return session(sallyport, token).federation().isPresent();
    } catch (AccessDeniedException | InvalidIdentityTokenException e) {
      return false;
    }
  }

  @Example
  void aTokenOpensASessionOfWhomItNames() {
    assertEquals(
        "alice",
        session(STRICT, Issuer.token(Issuer.claims())).federation().orElseThrow().subject());
  }

  /** As AWS writes tags, and as Keycloak does for Ceph. */
  @Example
  void theTokensTagsAndSourceIdentityAreTheSessions() {
    for (String tags :
        List.of(
            "{\"principal_tags\":{\"Team\":[\"blue\",\"red\"]},\"transitive_tag_keys\":[\"Team\"]}",
            "[{\"principal_tags\":{\"Team\":[\"blue\",\"red\"]},\"transitive_tag_keys\":\"Team\"}]")) {
      SessionDetails session =
          session(
              STRICT,
              Issuer.token(
                  Issuer.claims(
                      "\"https://aws.amazon.com/tags\":" + tags,
                      "\"https://aws.amazon.com/source_identity\":\"alice\"")));
      assertEquals(Tags.of(new Tag("Team", "blue"), new Tag("Team", "red")), session.tags().tags());
      assertEquals(Set.of("team"), session.tags().transitive());
      assertEquals(Optional.of(new SourceIdentity("alice")), session.sourceIdentity());
    }
    assertEquals(
        Tags.of(new Tag("Team", "blue")),
        session(
                STRICT,
                Issuer.token(
                    Issuer.claims("\"https://aws.amazon.com/tags/principal_tags/Team\":\"blue\"")))
            .tags()
            .tags());
    for (String tags : List.of("\"x\"", "{\"principal_tags\":\"x\"}", "{\"Team\":[\"blue\"]}")) {
      String token = Issuer.token(Issuer.claims("\"https://aws.amazon.com/tags\":" + tags));
      assertThrows(RejectedClaimException.class, () -> session(STRICT, token));
    }
  }

  /** What is inside a claim is found by its path, and never passes for a claim of the token. */
  @Example
  void aNestedClaimIsNoOtherClaim() {
    String token =
        Issuer.token(
            Issuer.claims(
                "\"x\":{\"sub\":\"root\",\"roles\":[\"a\",\"b\"]}", "\"app_id\":\"root\""));
    Sallyport sallyport = sallyport(Set.of());
    for (String held : List.of("x.sub\":\"root", "x.roles\":\"b", "sub\":\"alice")) {
      assertTrue(isTrusted(sallyport, held, token), held);
    }
    for (String not : List.of("sub\":\"root", "app_id\":\"root", "roles\":\"b", "x\":\"b")) {
      assertTrue(!isTrusted(sallyport, not, token), not);
    }
  }

  private static boolean isTrusted(Sallyport sallyport, String claim, String token) {
    sallyport
        .roles()
        .updateTrustPolicy(
            new RoleName("Web"), trust("\"StringEquals\":{\"" + NAME + ":" + claim + "\"}"));
    return opens(sallyport, token);
  }

  @Example
  void whoMayStandForTheAudienceIsLetPassByNameAlone() {
    String other = Issuer.token(Issuer.claimsWith("aud", "\"account\""));
    String party =
        Issuer.token(
            Issuer.claimsWith("aud", "\"account\"")
                .replace("}", ",\"azp\":\"" + Issuer.CLIENT + "\"}"));
    String client =
        Issuer.token(
            Issuer.claimsWith("aud", "\"account\"")
                .replace("}", ",\"client_id\":\"" + Issuer.CLIENT + "\"}"));
    String stranger = Issuer.token(Issuer.claims("\"azp\":\"stranger\""));
    for (String token : List.of(other, party, client, stranger)) {
      assertTrue(!opens(STRICT, token));
    }
    try (Sallyport any = sallyport(Set.of(Leniency.ANY_AUDIENCE));
        Sallyport anyButRegistered = sallyport(Set.of(Leniency.ANY_AUDIENCE), Issuer.CLIENT);
        Sallyport parties = sallyport(Set.of(Leniency.PARTY_AS_AUDIENCE), Issuer.CLIENT);
        Sallyport nobody = sallyport(Set.of(Leniency.PARTY_AS_AUDIENCE))) {
      assertEquals(
          Set.of(other, party, client, stranger), opening(any, other, party, client, stranger));
      assertEquals(Set.of(), opening(anyButRegistered, other, party, client, stranger));
      assertEquals(
          Set.of(party, client, stranger), opening(parties, other, party, client, stranger));
      assertEquals(Set.of(), opening(nobody, other, party, client, stranger));
    }
  }

  private static Set<String> opening(Sallyport sallyport, String... tokens) {
    Set<String> opening = new HashSet<>();
    for (String token : tokens) {
      if (opens(sallyport, token)) {
        opening.add(token);
      }
    }
    return opening;
  }

  @Property(tries = 300)
  void aChangedTokenOpensNothing(
      @ForAll @IntRange(max = 2000) int position,
      @ForAll @CharRange(from = ' ', to = '~') char other) {
    String good = Issuer.token(Issuer.claims());
    int at = position % good.length();
    Assume.that(good.charAt(at) != other);
    String changed = good.substring(0, at) + other + good.substring(at + 1);
    assertThrows(InvalidIdentityTokenException.class, () -> session(STRICT, changed));
  }

  /** Whatever else a provider's token claims, it is alice's or nobody's. */
  @Property(tries = 300)
  void noOtherClaimMakesATokenSomebodyElses(@ForAll("claims") String claim) {
    String token = Issuer.token(Issuer.claims(claim));
    SessionDetails session;
    try {
      session = session(STRICT, token);
    } catch (InvalidIdentityTokenException | RejectedClaimException e) {
      return;
    }
    assertEquals(List.of("alice"), session.federation().orElseThrow().claims().get("sub"));
    assertEquals(List.of(Issuer.CLIENT), session.federation().orElseThrow().claims().get("aud"));
    assertEquals(List.of(Issuer.CLIENT), session.federation().orElseThrow().claims().get("app_id"));
  }

  @Provide
  Arbitrary<String> claims() {
    Arbitrary<String> names =
        Arbitraries.of(
            "sub", "Sub", "\\u0073ub", "aud", "app_id", "APP_ID", "azp", "x", "/sub", "");
    Arbitrary<String> values = Arbitraries.of("\"root\"", "[\"root\"]", "{\"sub\":\"root\"}", "1");
    return names.flatMap(name -> values.map(value -> "\"" + name + "\":" + value));
  }

  @Example
  void refusalsTellNoMoreThanAwsDoes() {
    IamException refused =
        assertThrows(
            InvalidIdentityTokenException.class,
            () -> session(STRICT, Issuer.token(Issuer.claimsWith("aud", "\"other\""))));
    assertEquals("InvalidIdentityToken", refused.code());
    IamException expired =
        assertThrows(
            InvalidIdentityTokenException.class,
            () -> session(STRICT, Issuer.token(Issuer.claimsWith("exp", "1000"))));
    assertEquals("ExpiredTokenException", expired.code());
  }
}
