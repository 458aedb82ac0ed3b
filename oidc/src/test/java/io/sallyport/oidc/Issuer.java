package io.sallyport.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.sallyport.sts.WebIdentityProvider;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An issuer with a key of each kind, which signs whatever it is asked to. */
final class Issuer {
  static final String URL = "https://idp.example.com/realms/main";
  static final String CLIENT = "object-store";
  static final WebIdentityProvider PROVIDER =
      new WebIdentityProvider(URL, Set.of(CLIENT, "second-client"));

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final long SECONDS = NOW.getEpochSecond();

  static final RSAKey RSA = rsa(new RSAKeyGenerator(2048).keyID("rsa").keyUse(KeyUse.SIGNATURE));
  static final RSAKey RS256_ONLY =
      rsa(new RSAKeyGenerator(2048).keyID("rs256-only").algorithm(JWSAlgorithm.RS256));
  static final RSAKey ENCRYPTION =
      rsa(new RSAKeyGenerator(2048).keyID("enc").keyUse(KeyUse.ENCRYPTION));
  static final RSAKey WRAPPING =
      rsa(
          new RSAKeyGenerator(2048)
              .keyID("wrap")
              .keyOperations(Set.of(KeyOperation.WRAP_KEY, KeyOperation.ENCRYPT)));
  static final RSAKey WEAK = rsa(new RSAKeyGenerator(1024, true).keyID("weak"));
  static final RSAKey STRANGER = rsa(new RSAKeyGenerator(2048).keyID("stranger"));
  static final ECKey P256 = ec(Curve.P_256, "p256");
  static final ECKey P384 = ec(Curve.P_384, "p384");
  static final ECKey P521 = ec(Curve.P_521, "p521");
  static final OctetKeyPair ED25519 = ed25519("ed25519");

  static final OidcVerifier VERIFIER =
      OidcVerifier.builder()
          .issuer(URL, jwks(RSA, RS256_ONLY, ENCRYPTION, WRAPPING, WEAK, P256, P384, P521, ED25519))
          .issuer("https://other.example.com", jwks(STRANGER))
          .clock(Clock.fixed(NOW, ZoneOffset.UTC))
          .clockSkew(Duration.ZERO)
          .build();

  private Issuer() {}

  static String jwks(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(true);
  }

  /** The claims of a token that is good for ten minutes, and these too. */
  static String claims(String... more) {
    StringBuilder json = new StringBuilder("{\"iss\":\"").append(URL);
    json.append("\",\"sub\":\"alice\",\"aud\":\"").append(CLIENT);
    json.append("\",\"iat\":").append(SECONDS - 60);
    json.append(",\"exp\":").append(SECONDS + 600);
    for (String claim : more) {
      json.append(',').append(claim);
    }
    return json.append('}').toString();
  }

  /** The claims of a good token, with another value for one of them. */
  static String claimsWith(String name, String json) {
    String claim = Matcher.quoteReplacement("\"" + name + "\":" + json);
    return claims().replaceFirst("\"" + name + "\":(\"[^\"]*\"|\\d+)", claim);
  }

  /** The claims of a good token, without one of them. */
  static String claimsWithout(String name) {
    return claims().replaceFirst("\"" + name + "\":(\"[^\"]*\"|\\d+),?", "").replace(",}", "}");
  }

  static String header(SigningAlgorithm algorithm, JWK key) {
    return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + key.getKeyID() + "\",\"typ\":\"JWT\"}";
  }

  /** A header of a good token, with more in it. */
  static String headerWith(String more) {
    return "{\"alg\":\"RS256\",\"kid\":\"rsa\"," + more + "}";
  }

  static String token(String claims) {
    return signed(header(SigningAlgorithm.RS256, RSA), claims, SigningAlgorithm.RS256, RSA);
  }

  static String tokenWithHeader(String header) {
    return signed(header, claims(), SigningAlgorithm.RS256, RSA);
  }

  static String signed(String header, String claims, SigningAlgorithm algorithm, JWK key) {
    String content = base64(header) + "." + base64(claims);
    return content + "." + signature(content, algorithm, key);
  }

  static String signature(String content, SigningAlgorithm algorithm, JWK key) {
    if (key instanceof OctetKeyPair pair) {
      byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
      byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
      Ed25519.sign(pair.getDecodedD(), 0, bytes, 0, bytes.length, signature, 0);
      return Base64URL.encode(signature).toString();
    }
    try {
      JWSSigner signer =
          key instanceof ECKey ec
              ? new ECDSASigner(ec)
              : new RSASSASigner(
                  key.toRSAKey().toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()));
      return signer
          .sign(
              new JWSHeader(JWSAlgorithm.parse(algorithm.toString())),
              content.getBytes(StandardCharsets.US_ASCII))
          .toString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(String text) {
    return Base64URL.encode(text).toString();
  }

  private static RSAKey rsa(JWKGenerator<RSAKey> generator) {
    try {
      return generator.generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec(Curve curve, String id) {
    try {
      return new ECKeyGenerator(curve).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OctetKeyPair ed25519(String id) {
    byte[] secret = new byte[Ed25519.SECRET_KEY_SIZE];
    Ed25519.generatePrivateKey(new SecureRandom(), secret);
    byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(secret, 0, point, 0);
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
        .d(Base64URL.encode(secret))
        .keyID(id)
        .build();
  }
}
