package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerKeysTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[]}",
        "{\"keys\":[],\"keys\":[]}",
        "{\"keys\":[1,null,\"x\",{},{\"kty\":\"RSA\"},{\"kty\":\"EC\",\"crv\":\"P-999\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}",
        "https://idp.example.com/jwks.json"
      })
  void refusesWhatHasNoKeyToVerifyBy(String jwks) {
    assertThrows(IllegalArgumentException.class, () -> IssuerKeys.parse(jwks));
  }

  @Test
  void refusesASetWithAPrivateKeyAndRepeatsNothingOfIt() {
    String jwks = new JWKSet(Issuer.RSA).toString(false);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> IssuerKeys.parse(jwks));
    assertEquals("the JWK Set holds a key that is not public", e.getMessage());
  }

  @Test
  void refusesASetWithASharedSecret() {
    String jwks = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQ\"}]}";

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> IssuerKeys.parse(jwks));
    assertEquals("the JWK Set holds a key that is not public", e.getMessage());
  }

  @Test
  void leavesOutKeysThatItDoesNotKnow() {
    String jwks =
        Issuer.jwks(Issuer.RSA)
            .replace("[", "[{\"kty\":\"new\"},{\"kty\":\"EC\",\"crv\":\"secp256k1\"},");
    OidcVerifier verifier = OidcVerifier.builder().issuer(Issuer.URL, jwks).build();

    assertEquals(Issuer.URL, verifier.unverifiedIssuer(Issuer.token(Issuer.claims())));
  }

  @Test
  void refusesAKeyWhoseExponentMakesEverySignatureRight() {
    RSAKey key = Issuer.RSA.toPublicJWK();
    String jwks = Issuer.jwks(key).replace("\"e\":\"AQAB\"", "\"e\":\"AQ\"");

    assertThrows(IllegalArgumentException.class, () -> IssuerKeys.parse(jwks));
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void takesModuliOf2048To8192BitsThatAreOdd(BigInteger modulus, boolean taken) {
    assertEquals(taken, takes(modulus, BigInteger.valueOf(65_537)));
  }

  static Stream<Arguments> moduli() {
    return Stream.of(
        arguments(odd(2047), false),
        arguments(odd(2048), true),
        arguments(odd(8192), true),
        arguments(odd(8193), false),
        arguments(odd(16_384), false),
        arguments(odd(1_000_000), false),
        arguments(odd(2048).subtract(BigInteger.ONE), false));
  }

  @ParameterizedTest
  @MethodSource("exponents")
  void takesOddExponentsOfAtMost64Bits(BigInteger exponent, boolean taken) {
    assertEquals(taken, takes(odd(2048), exponent));
  }

  static Stream<Arguments> exponents() {
    return Stream.of(
        arguments(BigInteger.ZERO, false),
        arguments(BigInteger.ONE, false),
        arguments(BigInteger.TWO, false),
        arguments(BigInteger.valueOf(3), true),
        arguments(BigInteger.valueOf(65_536), false),
        arguments(odd(64), true),
        arguments(odd(65), false),
        arguments(odd(2047), false));
  }

  @Test
  void takesTwoHundredKeysAndNoMore() {
    List<JWK> keys = new ArrayList<>(Collections.nCopies(200, Issuer.P256.toPublicJWK()));
    assertDoesNotThrow(() -> IssuerKeys.parse(jwks(keys)));

    keys.add(Issuer.P256.toPublicJWK());
    assertThrows(IllegalArgumentException.class, () -> IssuerKeys.parse(jwks(keys)));
  }

  /** The dearest set there is; a cache goes by what it says. */
  @Test
  void takesNoMoreMemoryThanItSays() {
    JWK largest = rsa(odd(8192), BigInteger.valueOf(65_537));
    String jwks = jwks(Collections.nCopies(200, largest));
    IssuerKeys.parse(jwks);
    long before = used();
    List<IssuerKeys> sets = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sets.add(IssuerKeys.parse(jwks));
    }
    long taken = used() - before;
    long said = sets.stream().mapToLong(IssuerKeys::weight).sum();

    assertTrue(taken <= said, taken + " bytes, not " + said);
    assertTrue(said <= 10 * (4L << 20));
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** The test vector of RFC 8037, A.4. */
  @Test
  void takesAKeyOfEd25519() {
    String jwks =
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}";
    IssuerKeys keys = IssuerKeys.parse(jwks);
    String token =
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
            + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    CompactToken compact = CompactToken.parse(token);

    assertDoesNotThrow(() -> keys.verify(TokenHeader.parse(compact.header()), compact));
  }

  @Test
  void refusesAPointThatIsNotOnItsCurve() {
    String jwks = Issuer.jwks(Issuer.P256).replaceFirst("\"x\":\"[^\"]*\"", "\"x\":\"AQ\"");

    assertThrows(IllegalArgumentException.class, () -> IssuerKeys.parse(jwks));
  }

  @Test
  void refusesASetThatIsTooLongToRead() {
    String jwks = Issuer.jwks(Issuer.RSA);

    assertDoesNotThrow(() -> IssuerKeys.parse(jwks + " ".repeat((1 << 20) - jwks.length())));
    assertThrows(
        IllegalArgumentException.class, () -> IssuerKeys.parse(jwks + " ".repeat(1 << 20)));
  }

  @Test
  void refusesASetWhoseNamesDifferOnlyByCase() {
    String jwks = Issuer.jwks(Issuer.RSA).replace("\"e\":", "\"E\":\"AQ\",\"e\":");

    assertThrows(IllegalArgumentException.class, () -> IssuerKeys.parse(jwks));
  }

  private static BigInteger odd(int bits) {
    return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
  }

  private static JWK rsa(BigInteger modulus, BigInteger exponent) {
    return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent)).build();
  }

  private static boolean takes(BigInteger modulus, BigInteger exponent) {
    try {
      IssuerKeys.parse(jwks(List.of(rsa(modulus, exponent))));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String jwks(List<JWK> keys) {
    return new JWKSet(keys).toString(true);
  }

  @Test
  void refusesKeysForTheSameIssuerTwice() {
    OidcVerifier.Builder builder =
        OidcVerifier.builder().issuer(Issuer.URL, Issuer.jwks(Issuer.RSA));
    String others = Issuer.jwks(Issuer.P256);

    assertThrows(IllegalArgumentException.class, () -> builder.issuer(Issuer.URL, others));
  }
}
