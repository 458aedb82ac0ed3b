package io.sallyport.oidc;

import com.nimbusds.jose.jwk.ECKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * ECDSA, by Bouncy Castle, which computes with these curves many times as fast as the JDK does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.4">RFC 7518, section 3.4</a>
 */
final class EcdsaCheck implements SignatureCheck {
  private final ECPublicKeyParameters key;
  private final String hash;
  private final int half;

  /**
   * Takes a key.
   *
   * @throws IllegalArgumentException if its point is not on the curve
   */
  EcdsaCheck(ECKey key, int bits) {
    X9ECParameters curve = CustomNamedCurves.getByName(key.getCurve().getName());
    BigInteger x = key.getX().decodeToBigInteger();
    BigInteger y = key.getY().decodeToBigInteger();
    this.key =
        new ECPublicKeyParameters(
            curve.getCurve().validatePoint(x, y), new ECDomainParameters(curve));
    hash = "SHA-" + bits;
    half = (curve.getCurve().getFieldSize() + 7) / 8;
  }

  /** The signature is two numbers of fixed length; DER, and numbers outside 1..n-1, are refused. */
  @Override
  public boolean verifies(byte[] content, byte[] signature) {
    if (signature.length != 2 * half) {
      return false;
    }
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, key);
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, half));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, 2 * half));
    try {
      return signer.verifySignature(MessageDigest.getInstance(hash).digest(content), r, s);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
