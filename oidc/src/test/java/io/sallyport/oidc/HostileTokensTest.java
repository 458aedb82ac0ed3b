package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.InvalidIdentityTokenException;
import java.util.List;
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
    boolean isOld = hostile.reason() == InvalidIdentityTokenException.Reason.EXPIRED;
    assertEquals(isOld ? "ExpiredTokenException" : "InvalidIdentityToken", e.code());
    assertEquals(400, e.httpStatus());
    assertEquals(
        isOld ? "the web identity token has expired" : "the web identity token is not valid",
        e.getMessage());
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

  static Stream<HostileTokens.Hostile> tokens() {
    return Stream.of(HostileTokens.all(), HostileClaims.all()).flatMap(List::stream);
  }
}
