package io.sallyport.oidc;

import com.nimbusds.jose.jwk.OctetKeyPair;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;

/**
 * EdDSA with Ed25519, by Bouncy Castle.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037#section-3.1">RFC 8037, section 3.1</a>
 */
final class Ed25519Check implements SignatureCheck {
  private final PublicPoint key;

  /**
   * Takes a key.
   *
   * @throws IllegalArgumentException if it is not a point of the full order
   */
  Ed25519Check(OctetKeyPair key) {
    byte[] x = key.getX().decode();
    PublicPoint point =
        x.length == Ed25519.PUBLIC_KEY_SIZE ? Ed25519.validatePublicKeyFullExport(x, 0) : null;
    if (point == null) {
      throw new IllegalArgumentException("not a public key of Ed25519");
    }
    this.key = point;
  }

  @Override
  public boolean verifies(byte[] content, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, key, content, 0, content.length);
  }
}
