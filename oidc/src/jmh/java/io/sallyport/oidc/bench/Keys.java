package io.sallyport.oidc.bench;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A key of one algorithm: signs, and checks signatures in each way that there is. */
final class Keys {
  private final String algorithm;
  private final KeyPair pair;

  Keys(String algorithm) throws GeneralSecurityException {
    this.algorithm = algorithm;
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(
            switch (algorithm) {
              case "RS256" -> "RSA";
              case "ES256" -> "EC";
              default -> "Ed25519";
            });
    if (!algorithm.equals("EdDSA")) {
      generator.initialize(algorithm.equals("RS256") ? 2048 : 256);
    }
    pair = generator.generateKeyPair();
  }

  String jwks() {
    return new JWKSet(jwk()).toString(true);
  }

  private JWK jwk() {
    if (pair.getPublic() instanceof RSAPublicKey rsa) {
      return new RSAKey.Builder(rsa).keyID("key").build();
    }
    if (pair.getPublic() instanceof ECPublicKey ec) {
      return new ECKey.Builder(Curve.P_256, ec).keyID("key").build();
    }
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(ed25519()))
        .keyID("key")
        .build();
  }

  /** The first part of a token that names a key. */
  String header(String id) {
    return Base64URL.encode(
            "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + id + "\"}")
        .toString();
  }

  String token(String claims) throws GeneralSecurityException {
    String content = header("key") + "." + Base64URL.encode(claims);
    Signature signature = Signature.getInstance(jdkName());
    signature.initSign(pair.getPrivate());
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + Base64URL.encode(signature.sign());
  }

  Signature jdk() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(jdkName());
    signature.initVerify(pair.getPublic());
    return signature;
  }

  ECDSASigner bouncyCastleEc() {
    X9ECParameters curve = CustomNamedCurves.getByName("P-256");
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    ECDSASigner signer = new ECDSASigner();
    signer.init(
        false,
        new ECPublicKeyParameters(
            curve.getCurve().createPoint(key.getW().getAffineX(), key.getW().getAffineY()),
            new ECDomainParameters(curve)));
    return signer;
  }

  Ed25519.PublicPoint bouncyCastleEd25519() {
    return Ed25519.validatePublicKeyFullExport(ed25519(), 0);
  }

  static BigInteger number(byte[] signature, int half) {
    return new BigInteger(1, Arrays.copyOfRange(signature, 32 * half, 32 * half + 32));
  }

  private byte[] ed25519() {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - Ed25519.PUBLIC_KEY_SIZE, encoded.length);
  }

  private String jdkName() {
    return switch (algorithm) {
      case "RS256" -> "SHA256withRSA";
      case "ES256" -> "SHA256withECDSAinP1363Format";
      default -> "Ed25519";
    };
  }
}
