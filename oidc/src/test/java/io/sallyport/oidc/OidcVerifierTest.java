package io.sallyport.oidc;

import static io.sallyport.oidc.Issuer.PROVIDER;
import static io.sallyport.oidc.Issuer.SECONDS;
import static io.sallyport.oidc.Issuer.VERIFIER;
import static io.sallyport.oidc.Issuer.claims;
import static io.sallyport.oidc.Issuer.claimsWith;
import static io.sallyport.oidc.Issuer.token;
import static io.sallyport.oidc.Issuer.tokenWithHeader;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.sts.WebIdentity;
import io.sallyport.sts.WebIdentityProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcVerifierTest {

  @ParameterizedTest
  @EnumSource
  void acceptsEachAlgorithmByTheKeyThatTheTokenNames(SigningAlgorithm algorithm) {
    JWK key = keyFor(algorithm);
    String token = Issuer.signed(Issuer.header(algorithm, key), claims(), algorithm, key);

    assertEquals("alice", VERIFIER.verify(token, PROVIDER).subject());
  }

  @ParameterizedTest
  @EnumSource
  void acceptsEachAlgorithmByAnyFittingKeyIfTheTokenNamesNone(SigningAlgorithm algorithm) {
    String header = "{\"alg\":\"" + algorithm + "\"}";
    String token = Issuer.signed(header, claims(), algorithm, keyFor(algorithm));

    assertEquals("alice", VERIFIER.verify(token, PROVIDER).subject());
  }

  @Test
  void answersWhatTheTokenSays() {
    String azp = "\"azp\":\"second-client\"";
    WebIdentity identity = VERIFIER.verify(token(claims(azp, "\"n\":12,\"b\":true")), PROVIDER);

    assertEquals(Issuer.URL, identity.issuer());
    assertEquals("alice", identity.subject());
    assertEquals(List.of("object-store"), identity.audience());
    assertEquals("second-client", identity.authorizedParty());
    assertEquals(Instant.ofEpochSecond(SECONDS + 600), identity.expiry());
    assertEquals(
        Map.of(
            "iss", List.of(Issuer.URL),
            "sub", List.of("alice"),
            "aud", List.of("object-store"),
            "azp", List.of("second-client"),
            "iat", List.of(Long.toString(SECONDS - 60)),
            "exp", List.of(Long.toString(SECONDS + 600)),
            "n", List.of("12"),
            "b", List.of("true")),
        identity.claims());
  }

  /** As doubles, the first two would be one number. */
  @Test
  void writesNumbersOutAsTheyAre() {
    String numbers = "\"n\":[9007199254740993.0,9007199254740992.0,1e2,-1.50,0.1e-5]";

    assertEquals(
        List.of("9007199254740993.0", "9007199254740992.0", "100", "-1.50", "0.000001"),
        VERIFIER.verify(token(claims(numbers)), PROVIDER).claims().get("n"));
  }

  @Test
  void acceptsATokenWithoutAnAuthorizedParty() {
    assertEquals("", VERIFIER.verify(token(claims()), PROVIDER).authorizedParty());
  }

  @Test
  void acceptsAnAudienceOfWhichTheSecondIsRegistered() {
    String token = token(claimsWith("aud", "[\"elsewhere\",\"object-store\"]"));

    assertEquals(List.of("elsewhere", "object-store"), VERIFIER.verify(token, PROVIDER).audience());
  }

  /** So that what is not for us tells nothing of its times, whoever made it. */
  @Test
  void looksAtTheAudienceBeforeTheTime() {
    String old = claimsWith("aud", "\"elsewhere\"").replace(Long.toString(SECONDS + 600), "1");

    assertEquals(Reason.AUDIENCE, reason(VERIFIER, token(old), PROVIDER));
  }

  @Test
  void namesWhatIsInsideAnObjectByItsPointer() {
    String nested =
        "\"realm\":{\"roles\":[\"reader\",\"writer\"],\"sub\":\"mallory\",\"a/b~\":{\"c\":1}}";
    String mixed = "\"mixed\":[\"x\",null,{\"y\":\"z\"},[\"w\"]],\"/realm/sub\":\"top\",\"e\":[]";
    Map<String, List<String>> claims =
        VERIFIER.verify(token(claims(nested, mixed)), PROVIDER).claims();

    assertEquals(List.of("alice"), claims.get("sub"));
    assertEquals(List.of("reader", "writer"), claims.get("/realm/roles"));
    assertEquals(List.of("mallory"), claims.get("/realm/sub"));
    assertEquals(List.of("1"), claims.get("/realm/a~1b~0/c"));
    assertEquals(List.of("top"), claims.get("/~1realm~1sub"));
    assertEquals(List.of("x"), claims.get("mixed"));
    assertEquals(List.of("z"), claims.get("/mixed/2/y"));
    assertEquals(List.of("w"), claims.get("/mixed/3"));
    assertEquals(Set.of(), intersection(claims.keySet(), Set.of("e", "realm", "roles", "y", "c")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
  void acceptsTheTypesThatSayWhoSomeoneIs(String type) {
    String token = tokenWithHeader(Issuer.headerWith("\"typ\":\"" + type + "\""));

    assertEquals("alice", VERIFIER.verify(token, PROVIDER).subject());
  }

  @Test
  void ignoresThumbprintsInTheHeader() {
    String token = tokenWithHeader(Issuer.headerWith("\"x5t\":\"AAAA\",\"x5t#S256\":\"AAAA\""));

    assertEquals("alice", VERIFIER.verify(token, PROVIDER).subject());
  }

  @Test
  void acceptsFromTheSecondOfIssueToTheLastBeforeExpiry() {
    String token = token(claims("\"nbf\":" + (SECONDS - 60)));

    assertEquals("alice", at(SECONDS - 60).verify(token, PROVIDER).subject());
    assertEquals("alice", at(SECONDS + 599).verify(token, PROVIDER).subject());
    assertEquals(Reason.NOT_YET_VALID, reason(at(SECONDS - 61), token, PROVIDER));
    assertEquals(Reason.EXPIRED, reason(at(SECONDS + 600), token, PROVIDER));
  }

  @Test
  void letsClocksDifferByAMinuteUnlessTheHostSaysOtherwise() {
    String token = token(claims());
    OidcVerifier.Builder verifier =
        OidcVerifier.builder().issuer(Issuer.URL, Issuer.jwks(Issuer.RSA));
    Clock early = Clock.fixed(Instant.ofEpochSecond(SECONDS - 120), ZoneOffset.UTC);
    Clock tooEarly = Clock.fixed(Instant.ofEpochSecond(SECONDS - 121), ZoneOffset.UTC);

    assertEquals("alice", verifier.clock(early).build().verify(token, PROVIDER).subject());
    assertEquals(Reason.NOT_YET_VALID, reason(verifier.clock(tooEarly).build(), token, PROVIDER));
    Duration five = Duration.ofMinutes(5);
    assertEquals("alice", at(SECONDS + 899, five).verify(token, PROVIDER).subject());
    assertEquals(Reason.EXPIRED, reason(at(SECONDS + 900, five), token, PROVIDER));
    for (Duration wrong : List.of(five.plusMillis(1), Duration.ofMillis(-1))) {
      assertThrows(IllegalArgumentException.class, () -> verifier.clockSkew(wrong));
    }
  }

  @Test
  void triesFourKeysForATokenThatNamesNoneAndNeverFive() {
    String token =
        Issuer.signed("{\"alg\":\"ES256\"}", claims(), SigningAlgorithm.ES256, Issuer.P256);
    JWK[] four = {keyOfNobody(), keyOfNobody(), keyOfNobody(), Issuer.P256};
    JWK[] five = {keyOfNobody(), keyOfNobody(), keyOfNobody(), keyOfNobody(), Issuer.P256};

    assertEquals("alice", knowing(four).verify(token, PROVIDER).subject());
    assertEquals(Reason.UNKNOWN_KEY, reason(knowing(five), token, PROVIDER));
  }

  private static JWK keyOfNobody() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OidcVerifier knowing(JWK... keys) {
    return OidcVerifier.builder()
        .issuer(Issuer.URL, Issuer.jwks(keys))
        .clock(Clock.fixed(Issuer.NOW, ZoneOffset.UTC))
        .build();
  }

  @Test
  void countsFractionsOfASecondAgainstTheToken() {
    assertEquals(
        Reason.EXPIRED, reason(VERIFIER, token(claimsWith("exp", SECONDS + ".9")), PROVIDER));
    assertEquals(
        Reason.NOT_YET_VALID, reason(VERIFIER, token(claimsWith("iat", SECONDS + ".1")), PROVIDER));
    String least = ".0000000000000000001";
    assertEquals(
        Reason.NOT_YET_VALID,
        reason(VERIFIER, token(claimsWith("iat", SECONDS + least)), PROVIDER));
  }

  @Test
  void tellsTheIssuerOfATokenThatIsNotVerified() {
    String token = Issuer.base64("{}") + "." + Issuer.base64(claims()) + ".AAAA";

    assertEquals(Issuer.URL, VERIFIER.unverifiedIssuer(token));
    assertEquals(
        Reason.MISSING_CLAIM,
        assertThrows(
                InvalidIdentityTokenException.class,
                () -> VERIFIER.unverifiedIssuer(token(Issuer.claimsWithout("iss"))))
            .reason());
  }

  @Test
  void acceptsNothingForAProviderWithoutClients() {
    WebIdentityProvider provider = new WebIdentityProvider(Issuer.URL, Set.of());

    assertEquals(Reason.AUDIENCE, reason(VERIFIER, token(claims()), provider));
  }

  @Test
  void acceptsNothingOfAProviderWhoseKeysItWasNotGiven() {
    WebIdentityProvider provider = new WebIdentityProvider(Issuer.URL + "/", Set.of(Issuer.CLIENT));

    String token = token(claimsWith("iss", "\"" + Issuer.URL + "/\""));

    assertEquals(Reason.UNKNOWN_KEY, reason(VERIFIER, token, provider));
    OidcVerifier knowingNobody =
        OidcVerifier.builder().clock(Clock.fixed(Issuer.NOW, ZoneOffset.UTC)).build();
    assertEquals(Reason.UNKNOWN_KEY, reason(knowingNobody, token(claims()), PROVIDER));
  }

  @Test
  void printsNothingOfAPerson() {
    WebIdentity identity = VERIFIER.verify(token(claims()), PROVIDER);

    assertEquals("WebIdentity[issuer=" + Issuer.URL + "]", identity.toString());
    assertEquals("CompactToken[redacted]", CompactToken.parse(token(claims())).toString());
  }

  private static JWK keyFor(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> Issuer.P256;
      case ES384 -> Issuer.P384;
      case ES512 -> Issuer.P521;
      case EDDSA -> Issuer.ED25519;
      default -> Issuer.RSA;
    };
  }

  private static OidcVerifier at(long second) {
    return at(second, Duration.ZERO);
  }

  private static OidcVerifier at(long second, Duration skew) {
    return OidcVerifier.builder()
        .issuer(Issuer.URL, Issuer.jwks(Issuer.RSA))
        .clock(Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC))
        .clockSkew(skew)
        .build();
  }

  private static Reason reason(OidcVerifier verifier, String token, WebIdentityProvider provider) {
    return assertThrows(InvalidIdentityTokenException.class, () -> verifier.verify(token, provider))
        .reason();
  }

  private static Set<String> intersection(Set<String> some, Set<String> others) {
    return some.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
  }
}
