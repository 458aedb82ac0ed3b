package io.sallyport.oidc;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import io.sallyport.identity.Thumbprint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Which certificates bear a registered thumbprint: the SHA-1 of the whole certificate, in whatever
 * case. SHA-1 no longer keeps two certificates apart that one person makes; to make one that is
 * taken for another's is still out of reach.
 */
final class Thumbprints {
  private Thumbprints() {}

  static boolean bears(X509Certificate certificate, Set<Thumbprint> thumbprints) {
    String sha1 = sha1(certificate);
    return thumbprints.stream().anyMatch(print -> print.value().equalsIgnoreCase(sha1));
  }

  /**
   * Ceph's rule: whether the key's first certificate bears a thumbprint, and is of this very key.
   * Who signed it, and until when, isn't asked.
   */
  static boolean vouchFor(JWK key, Set<Thumbprint> thumbprints) {
    List<X509Certificate> chain = key.getParsedX509CertChain();
    try {
      return chain != null
          && !chain.isEmpty()
          && key instanceof AsymmetricJWK asymmetric
          && bears(chain.get(0), thumbprints)
          && Arrays.equals(
              chain.get(0).getPublicKey().getEncoded(), asymmetric.toPublicKey().getEncoded());
    } catch (com.nimbusds.jose.JOSEException e) { // Of a type that the JDK doesn't know.
      return false;
    }
  }

  /** In lower case. */
  static String sha1(X509Certificate certificate) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
