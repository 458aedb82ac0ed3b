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
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The algorithms that a token may be signed by, each bound to one type of key: RSA of 2048 to 8192
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

  /** As the standard wants (RFC 7518, 3.3). */
  private static final int LEAST_RSA_BITS = 2048;

  /**
   * A key costs whoever verifies, and any caller can make us verify: its time grows with the square
   * of the modulus and with the exponent's length. Go's TLS draws the line here too
   * (CVE-2023-29409).
   */
  private static final int MOST_RSA_BITS = 8192;

  /** As OpenSSL and the JDK limit it for large moduli; real keys have 65537. */
  private static final int MOST_EXPONENT_BITS = 64;

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
      return JWSAlgorithm.Family.RSA.contains(jws()) && isSound(rsa);
    }
    return key instanceof ECKey ec
        && JWSAlgorithm.Family.EC.contains(jws())
        && Curve.forJWSAlgorithm(jws()).contains(ec.getCurve());
  }

  /** Looks at the numbers before anything computes with them. */
  private static boolean isSound(RSAKey key) {
    BigInteger modulus = key.getModulus().decodeToBigInteger();
    BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
    return modulus.bitLength() >= LEAST_RSA_BITS
        && modulus.bitLength() <= MOST_RSA_BITS
        && modulus.testBit(0)
        && exponent.bitLength() > 1
        && exponent.bitLength() <= MOST_EXPONENT_BITS
        && exponent.testBit(0);
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return key instanceof ECKey ec
        ? new ECDSAVerifier(ec.toECPublicKey())
        : new RSASSAVerifier(key.toRSAKey().toRSAPublicKey());
  }
}
