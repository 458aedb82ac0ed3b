package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}",
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

  @Test
  void refusesKeysForTheSameIssuerTwice() {
    OidcVerifier.Builder builder =
        OidcVerifier.builder().issuer(Issuer.URL, Issuer.jwks(Issuer.RSA));
    String others = Issuer.jwks(Issuer.P256);

    assertThrows(IllegalArgumentException.class, () -> builder.issuer(Issuer.URL, others));
  }
}
