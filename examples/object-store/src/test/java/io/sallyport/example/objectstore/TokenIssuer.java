package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.oidc.OidcVerifier;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * An OpenID Connect provider that signs whatever it is asked to, like the one of the seed's
 * example.
 */
final class TokenIssuer {
  static final String NAME = "localhost:8080/auth/realms/demo";
  static final String URL = "http://" + NAME;
  static final String CLIENT = "customer-portal";

  private final String url;
  private final KeyPair key;

  TokenIssuer() throws GeneralSecurityException {
    this(URL);
  }

  TokenIssuer(String url) throws GeneralSecurityException {
    this.url = url;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    key = generator.generateKeyPair();
  }

  String url() {
    return url;
  }

  /** Its public key, as its server would show it. */
  String jwks() {
    RSAPublicKey shown = (RSAPublicKey) key.getPublic();
    return """
    {"keys":[{"kty":"RSA","kid":"k","alg":"RS256","use":"sig","n":"%s","e":"%s"}]}
    """
        .formatted(number(shown.getModulus()), number(shown.getPublicExponent()));
  }

  OidcVerifier verifier() {
    return OidcVerifier.builder().issuer(url, jwks()).build();
  }

  /**
   * A token for an hour, of a user of the customers' portal.
   *
   * @param more claims besides, each after a comma
   */
  String token(String more) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    String content =
        base64("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "."
            + base64(
                """
                {"iss":"%s","sub":"user1","aud":"%s","azp":"%s","iat":%d,"exp":%d%s}\
                """
                    .formatted(url, CLIENT, CLIENT, now - 5, now + 3600, more)
                    .getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key.getPrivate());
    signature.update(content.getBytes(US_ASCII));
    return content + "." + base64(signature.sign());
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
