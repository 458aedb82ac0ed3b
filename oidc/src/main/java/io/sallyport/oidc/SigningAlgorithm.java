package io.sallyport.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The algorithms that a token may be signed by, each bound to one type of key: RSA of at least 2048
 * bits, or an elliptic curve of its own. There is none with a shared secret, and there is not
 * "none".
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.1">RFC 7518, section 3.1</a>
 */
enum SigningAlgorithm {
  RS256,
  RS384,
  RS512,
  PS256,
  PS384,
  PS512,
  ES256,
  ES384,
  ES512;

  private static final int LEAST_RSA_BITS = 2048;

  /** The algorithm of exactly this name. */
  static Optional<SigningAlgorithm> named(String name) {
    return Stream.of(values()).filter(algorithm -> algorithm.name().equals(name)).findFirst();
  }

  /** Whether the key is of this algorithm's type and curve, and made for signatures by it. */
  boolean takes(JWK key) {
    boolean forSignatures =
        (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
            && (key.getKeyOperations() == null
                || key.getKeyOperations().contains(KeyOperation.VERIFY))
            && (key.getAlgorithm() == null || key.getAlgorithm().getName().equals(name()));
    return forSignatures && hasRightType(key);
  }

  /** Whether the signature over the content is that of the key, which this algorithm takes. */
  boolean verifies(JWK key, byte[] content, byte[] signature) {
    try {
      return verifier(key).verify(new JWSHeader(jws()), content, Base64URL.encode(signature));
    } catch (JOSEException e) {
      return false;
    }
  }

  private JWSAlgorithm jws() {
    return JWSAlgorithm.parse(name());
  }

  private boolean hasRightType(JWK key) {
    if (key instanceof RSAKey rsa) {
      return JWSAlgorithm.Family.RSA.contains(jws()) && isStrong(rsa);
    }
    return key instanceof ECKey ec
        && JWSAlgorithm.Family.EC.contains(jws())
        && Curve.forJWSAlgorithm(jws()).contains(ec.getCurve());
  }

  private static boolean isStrong(RSAKey key) {
    try {
      RSAPublicKey rsa = key.toRSAPublicKey();
      return rsa.getModulus().bitLength() >= LEAST_RSA_BITS
          && rsa.getPublicExponent().bitLength() > 1
          && rsa.getPublicExponent().testBit(0);
    } catch (JOSEException e) {
      return false;
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return key instanceof ECKey ec
        ? new ECDSAVerifier(ec.toECPublicKey())
        : new RSASSAVerifier(key.toRSAKey().toRSAPublicKey());
  }
}
