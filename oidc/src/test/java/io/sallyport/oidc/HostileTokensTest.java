package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileTokensTest {

  @ParameterizedTest
  @MethodSource("tokens")
  void refusesEachForItsReasonAndTellsTheCallerNothing(HostileTokens.Hostile hostile) {
    InvalidIdentityTokenException e =
        assertThrows(
            InvalidIdentityTokenException.class,
            () -> Issuer.VERIFIER.verify(hostile.token(), Issuer.PROVIDER));

    assertEquals(hostile.reason(), e.reason());
    boolean isOld = hostile.reason() == Reason.EXPIRED;
    assertEquals(isOld ? "ExpiredTokenException" : "InvalidIdentityToken", e.code());
    assertEquals(400, e.httpStatus());
    assertEquals(
        "the web identity token " + (isOld ? "has expired" : "is not valid"), e.getMessage());
    assertEquals(e.getClass().getName() + ": " + e.getMessage(), e.toString());
    assertNull(e.getCause());
    assertEquals(List.of(), List.of(e.getSuppressed()));
  }

  /** A refusal must be for what is hostile, not for how the tokens here are made. */
  @Test
  void wouldAcceptWhatTheTokensAreMadeFrom() {
    for (String good :
        List.of(
            Issuer.token(Issuer.claims()),
            Issuer.token(Issuer.claimsWith("sub", "\"" + "a".repeat(255) + "\"")),
            Issuer.token(Issuer.claims("\"x\":\"" + "y".repeat(14_000) + "\"")),
            Issuer.token(Issuer.claims("\"address\":{\"formatted\":\"1 Street\\r\\nTown\"}")),
            Issuer.token(Issuer.claims("\"a\":{\"sub\":1},\"b\":{\"SUB\":2},\"a/sub\":3")),
            Issuer.token(Issuer.claims("\"groups\":[" + "\"group\",".repeat(1500) + "\"last\"]")),
            Issuer.token(Issuer.claims("\"nbf\":1e9,\"n\":1e300")),
            Issuer.tokenWithHeader(Issuer.headerWith("\"x\":1")))) {
      assertDoesNotThrow(() -> Issuer.VERIFIER.verify(good, Issuer.PROVIDER));
    }
  }

  /** What has let others be broken, and the tokens here that try it. */
  private static final Map<String, List<String>> ADVISORIES =
      Map.of(
          "Ceph CVE-2024-48916, no algorithm",
          List.of(
              "algorithm \"none\"",
              "algorithm \"nOnE\"",
              "algorithm \"none\", no signature",
              "no algorithm",
              "algorithm dir"),
          "MinIO CVE-2026-33322, a public key as a shared secret",
          List.of(
              "HS256 by the key set",
              "HS256 by the client's id",
              "HS512 by the key id",
              "HS384 by a public key in PEM"),
          "RustFS GHSA-jxrr, keys chosen by an unverified issuer",
          List.of("issuer whose keys we know too", "issuer with /", "RS256 by key stranger"),
          "RustFS GHSA-ccrv, tokens that one signs oneself",
          List.of("another's key, our name", "brings its key", "another of our keys"),
          "RustFS GHSA-48rf and GHSA-xvfh, no end",
          List.of("no exp", "exp null", "no iat", "ends at \"9999999999\""),
          "RustFS GHSA-6r96, claims that pass for others",
          List.of("subject and SUB", "claim azP", "two of one name but for case"),
          "Vault CVE-2024-5798, zitadel GHSA-g5h5, Ceph's first audience",
          List.of(
              "no audience in the list",
              "audiences elsewhere",
              "audiences in one text",
              "an audience that is a number",
              "an audience that is null",
              "our party, no audience",
              "our audience, another's party"),
          "MinIO operator GHSA-7m6v, the audience of Kubernetes itself",
          List.of("Kubernetes' own audience", "Kubernetes' own audience alone"));

  @Test
  void triesWhatOthersWereBrokenBy() {
    Set<String> names =
        tokens().map(HostileTokens.Hostile::name).collect(Collectors.toUnmodifiableSet());
    ADVISORIES.forEach(
        (advisory, tried) ->
            assertEquals(
                List.of(),
                tried.stream().filter(name -> !names.contains(name)).toList(),
                advisory));
  }

  static Stream<HostileTokens.Hostile> tokens() {
    return Stream.of(HostileTokens.all(), HostileClaims.all()).flatMap(List::stream);
  }
}
