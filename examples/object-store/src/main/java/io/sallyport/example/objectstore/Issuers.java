package io.sallyport.example.objectstore;

import io.sallyport.oidc.Discovery;
import io.sallyport.oidc.OidcVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose tokens are taken, and by which keys.
 *
 * @param given files with the keys of some, by their URL
 * @param others what of the other providers that are registered
 * @param authorities a file with certificates to trust these providers' servers by, in place of the
 *     JDK's
 * @param plainHttp what of keys that came without TLS
 */
record Issuers(
    Map<String, Path> given, Others others, Optional<Path> authorities, PlainHttp plainHttp) {
  /** Where the keys of those that none were given for come from. */
  enum Others {
    /** Nowhere: their tokens are refused. */
    REFUSED,
    /** From where their discovery documents say, on this machine too and by plain HTTP. */
    DISCOVERED
  }

  /** Whether keys are trusted that came over plain HTTP, from this machine. */
  enum PlainHttp {
    TRUSTED,
    /** If their certificate bears a registered thumbprint, which is Ceph's rule. */
    BY_THUMBPRINT
  }

  static final Issuers NONE =
      new Issuers(Map.of(), Others.REFUSED, Optional.empty(), PlainHttp.TRUSTED);

  Issuers {
    given = Map.copyOf(given);
  }

  /** With one whose keys are in a file, which must not have been given before. */
  Issuers with(String issuer, Path keys) {
    Map<String, Path> all = new HashMap<>(given);
    if (all.put(issuer, keys) != null) {
      throw new IllegalArgumentException("--issuer has '" + issuer + "' twice.");
    }
    return new Issuers(all, others, authorities, plainHttp);
  }

  Issuers discovered() {
    return new Issuers(given, Others.DISCOVERED, authorities, plainHttp);
  }

  /** Discovered, from servers that the certificates in a file alone vouch for. */
  Issuers under(Path certificates) {
    return new Issuers(given, Others.DISCOVERED, Optional.of(certificates), plainHttp);
  }

  /** Trusting keys that came over plain HTTP as Ceph does. */
  Issuers asCephTrusts() {
    return new Issuers(given, others, authorities, PlainHttp.BY_THUMBPRINT);
  }

  /**
   * What verifies their tokens; empty if none are taken.
   *
   * @throws IOException if a file can't be read
   */
  Optional<OidcVerifier> verifier() throws IOException {
    if (given.isEmpty() && others == Others.REFUSED) {
      return Optional.empty();
    }
    OidcVerifier.Builder verifier = OidcVerifier.builder();
    for (Map.Entry<String, Path> issuer : given.entrySet()) {
      verifier.issuer(issuer.getKey(), Files.readString(issuer.getValue()));
    }
    if (others == Others.DISCOVERED) {
      verifier.discovery(discovery());
    }
    return Optional.of(verifier.build());
  }

  private Discovery discovery() throws IOException {
    Discovery.Builder discovery = Discovery.builder().allowLoopback();
    if (authorities.isPresent()) {
      discovery.trustStore(trustStore(authorities.get()));
    }
    if (plainHttp == PlainHttp.BY_THUMBPRINT) {
      discovery.cephThumbprints();
    }
    return discovery.build();
  }

  private static KeyStore trustStore(Path file) throws IOException {
    try (InputStream pem = Files.newInputStream(file)) {
      List<Certificate> certificates =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
      if (certificates.isEmpty()) { // Without any, thumbprints alone would count.
        throw new IOException(file + " holds no certificate");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("authority-" + i, certificates.get(i));
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds something else than certificates", e);
    }
  }
}
