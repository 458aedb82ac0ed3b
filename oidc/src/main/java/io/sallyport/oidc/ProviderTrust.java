package io.sallyport.oidc;

import io.sallyport.identity.Thumbprint;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a server's certificates as AWS does: those that the trust store leads up from; else those
 * that validate up to one among them which bears a registered thumbprint. To show that one is not
 * enough: it must have signed the rest, or be the server's own. The caller compares the name.
 */
final class ProviderTrust extends X509ExtendedTrustManager {
  /** A path is looked for among them: more would only cost. */
  private static final int MOST_CERTIFICATES = 8;

  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String ANY_USAGE = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int CERT_SIGN = 5;

  /** Throws what is no {@link CertificateException} if it has nobody to trust. */
  private final X509ExtendedTrustManager store;

  private final Set<Thumbprint> thumbprints;
  private final Consumer<List<X509Certificate>> shown;

  /** The trust manager of a store, or of the JDK's own if there is none. */
  static X509ExtendedTrustManager of(Optional<KeyStore> trustStore) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trustStore.orElse(null));
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager trust) {
          return trust;
        }
      }
      throw new IllegalStateException("the JDK has no trust manager for X.509");
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the trust store can't be used", e);
    }
  }

  /**
   * Trusts what the store and the thumbprints lead to.
   *
   * @param shown is told of the certificates that a server shows, before they are trusted or not
   */
  ProviderTrust(
      X509ExtendedTrustManager store,
      Set<Thumbprint> thumbprints,
      Consumer<List<X509Certificate>> shown) {
    this.store = store;
    this.thumbprints = thumbprints;
    this.shown = shown;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
      throws CertificateException {
    shown.accept(List.of(chain));
    try {
      requireAnyone();
      store.checkServerTrusted(chain, keyExchange, socket);
    } catch (CertificateException e) {
      requireThumbprint(chain, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
      throws CertificateException {
    shown.accept(List.of(chain));
    try {
      requireAnyone();
      store.checkServerTrusted(chain, keyExchange, engine);
    } catch (CertificateException e) {
      requireThumbprint(chain, e);
    }
  }

  /** Without a connection there is no name to compare. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    throw new CertificateException("a server is trusted on its connection alone");
  }

  private void requireAnyone() throws CertificateException {
    if (store.getAcceptedIssuers().length == 0) {
      throw new CertificateException("the trust store has no certificate");
    }
  }

  private void requireThumbprint(X509Certificate[] chain, CertificateException untrusted)
      throws CertificateException {
    if (thumbprints.isEmpty() || chain.length > MOST_CERTIFICATES) {
      throw untrusted;
    }
    X509Certificate server = chain[0];
    requireForServers(server);
    for (X509Certificate anchor : chain) {
      if (Thumbprints.bears(anchor, thumbprints)
          && (anchor.equals(server) || leadsTo(server, anchor, List.of(chain)))) {
        anchor.checkValidity();
        return;
      }
    }
    throw new CertificateException("no chain up to a registered thumbprint", untrusted);
  }

  private static void requireForServers(X509Certificate server) throws CertificateException {
    server.checkValidity();
    List<String> usages = server.getExtendedKeyUsage();
    boolean forServers =
        usages == null || usages.contains(SERVER_AUTH) || usages.contains(ANY_USAGE);
    if (!forServers || !mayUse(server, DIGITAL_SIGNATURE)) {
      throw new CertificateException("the certificate is not for servers");
    }
  }

  private static boolean leadsTo(
      X509Certificate server, X509Certificate anchor, List<X509Certificate> shown) {
    if (anchor.getBasicConstraints() < 0 || !mayUse(anchor, CERT_SIGN)) {
      return false;
    }
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(server);
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(Set.of(new TrustAnchor(anchor, null)), target);
      parameters.setRevocationEnabled(false);
      parameters.setMaxPathLength(MOST_CERTIFICATES);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(shown)));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException e) { // No path, or one that is not good.
      return false;
    }
  }

  private static boolean mayUse(X509Certificate certificate, int usage) {
    boolean @Nullable [] usages = certificate.getKeyUsage();
    return usages == null || usages[usage];
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no client is trusted");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return store.getAcceptedIssuers();
  }
}
