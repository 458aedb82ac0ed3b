package io.sallyport.oidc;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * RSA with PKCS #1 1.5 or PSS padding, by the JDK. What verifies is made ready once, and kept for
 * the next who comes alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.3">RFC 7518, sections 3.3 and
 *     3.5</a>
 */
final class RsaCheck implements SignatureCheck {
  private final RSAPublicKey key;
  private final String algorithm;
  private final Optional<PSSParameterSpec> padding;
  private final AtomicReference<@Nullable Signature> spare = new AtomicReference<>();

  private RsaCheck(RSAPublicKey key, String algorithm, Optional<PSSParameterSpec> padding) {
    this.key = key;
    this.algorithm = algorithm;
    this.padding = padding;
  }

  static RsaCheck pkcs1(RSAPublicKey key, int bits) {
    return new RsaCheck(key, "SHA" + bits + "withRSA", Optional.empty());
  }

  /** The salt is as long as the hash: no other length is accepted. */
  static RsaCheck pss(RSAPublicKey key, int bits) {
    MGF1ParameterSpec mask = new MGF1ParameterSpec("SHA-" + bits);
    PSSParameterSpec padding = new PSSParameterSpec("SHA-" + bits, "MGF1", mask, bits / 8, 1);
    return new RsaCheck(key, "RSASSA-PSS", Optional.of(padding));
  }

  @Override
  public boolean verifies(byte[] content, byte[] signature) {
    try {
      Signature kept = spare.getAndSet(null);
      Signature check = kept == null ? ready() : kept;
      check.update(content);
      boolean isGood = check.verify(signature);
      spare.set(check); // It has begun anew; one that threw is thrown away.
      return isGood;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (GeneralSecurityException e) { // Of another length than the key's, for one.
      return false;
    }
  }

  private Signature ready() throws GeneralSecurityException {
    Signature check = Signature.getInstance(algorithm);
    if (padding.isPresent()) {
      check.setParameter(padding.get());
    }
    check.initVerify(key);
    return check;
  }
}
