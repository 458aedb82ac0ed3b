package io.sallyport.oidc;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The algorithms that a token may be signed by, each bound to one type of key: RSA of 2048 to 8192
 * bits, or a curve of its own. There is none with a shared secret, and there is not "none".
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.1">RFC 7518, section 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037#section-3.1">RFC 8037, section 3.1</a>
 */
enum SigningAlgorithm {
  RS256("RS256", 256),
  RS384("RS384", 384),
  RS512("RS512", 512),
  PS256("PS256", 256),
  PS384("PS384", 384),
  PS512("PS512", 512),
  ES256("ES256", 256),
  ES384("ES384", 384),
  ES512("ES512", 512),
  EDDSA("EdDSA", 512);

  private static final Map<String, SigningAlgorithm> NAMED =
      Stream.of(values()).collect(toUnmodifiableMap(SigningAlgorithm::toString, a -> a));

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

  private final String jws;
  private final int hashBits;

  SigningAlgorithm(String jws, int hashBits) {
    this.jws = jws;
    this.hashBits = hashBits;
  }

  /** The algorithm of exactly this name. */
  static Optional<SigningAlgorithm> named(String name) {
    return Optional.ofNullable(NAMED.get(name));
  }

  /**
   * The key made ready for each algorithm of its type and curve that it is for. Its numbers are
   * kept once, however many these are.
   */
  static Map<SigningAlgorithm, SignatureCheck> checks(JWK key) {
    Map<SigningAlgorithm, SignatureCheck> checks = new EnumMap<>(SigningAlgorithm.class);
    try {
      Optional<RSAPublicKey> rsa =
          key instanceof RSAKey numbers && isSound(numbers)
              ? Optional.of(numbers.toRSAPublicKey())
              : Optional.empty();
      for (SigningAlgorithm algorithm : values()) {
        if (algorithm.isFor(key)) {
          algorithm.check(key, rsa).ifPresent(check -> checks.put(algorithm, check));
        }
      }
      return checks;
    } catch (JOSEException | IllegalArgumentException e) { // A number that is no key after all.
      return Map.of();
    }
  }

  private boolean isFor(JWK key) {
    return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY))
        && (key.getAlgorithm() == null || key.getAlgorithm().getName().equals(jws));
  }

  private Optional<SignatureCheck> check(JWK key, Optional<RSAPublicKey> rsa) {
    JWSAlgorithm algorithm = JWSAlgorithm.parse(jws);
    if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
      return rsa.map(
          numbers ->
              name().startsWith("PS")
                  ? RsaCheck.pss(numbers, hashBits)
                  : RsaCheck.pkcs1(numbers, hashBits));
    }
    if (key instanceof ECKey ec
        && JWSAlgorithm.Family.EC.contains(algorithm)
        && Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve())) {
      return Optional.of(new EcdsaCheck(ec, hashBits));
    }
    if (key instanceof OctetKeyPair pair
        && this == EDDSA
        && pair.getCurve().equals(Curve.Ed25519)) {
      return Optional.of(new Ed25519Check(pair));
    }
    return Optional.empty();
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

  /** The name that tokens have for it. */
  @Override
  public String toString() {
    return jws;
  }
}
