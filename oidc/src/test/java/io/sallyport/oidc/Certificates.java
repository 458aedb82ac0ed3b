package io.sallyport.oidc;

import io.sallyport.identity.Thumbprint;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate with its key and those above it; makes others. */
record Certificates(KeyPair keys, List<X509Certificate> chain) {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  /** What a certificate is for. */
  enum Kind {
    AUTHORITY,
    SERVER,
    SERVER_OF_YESTERDAY,
    CLIENT
  }

  static Certificates root(String name) {
    return selfSigned(name, Kind.AUTHORITY);
  }

  static Certificates selfSigned(String name, Kind kind) {
    KeyPair keys = newKeys();
    return new Certificates(keys, List.of(certificate(name, kind, keys, name, keys)));
  }

  /** One below this, with the whole chain. */
  Certificates issue(String name, Kind kind) {
    KeyPair own = newKeys();
    X509Certificate certificate =
        certificate(
            name, kind, own, chain.get(0).getSubjectX500Principal().getName().substring(3), keys);
    return new Certificates(own, with(List.of(certificate), chain));
  }

  /** The same, showing one more that has nothing to do with it. */
  Certificates showing(X509Certificate other) {
    return new Certificates(keys, with(chain, List.of(other)));
  }

  Thumbprint thumbprint(int place) {
    return thumbprint(chain.get(place));
  }

  static Thumbprint thumbprint(X509Certificate certificate) {
    try {
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
      return new Thumbprint(HexFormat.of().withUpperCase().formatHex(sha1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A store that trusts the last of the chain. */
  KeyStore trustStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", chain.get(chain.size() - 1));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  SSLContext serverContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new Shown(this)}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Shows the chain whatever it is; key stores refuse those that don't fit together. */
  private static final class Shown extends X509ExtendedKeyManager {
    private final Certificates certificates;

    Shown(Certificates certificates) {
      this.certificates = certificates;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
      return "server";
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return "server";
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return new String[] {"server"};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return certificates.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return certificates.keys().getPrivate();
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      throw new UnsupportedOperationException();
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<X509Certificate> with(
      List<X509Certificate> some, List<X509Certificate> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  static X509Certificate certificate(
      String name, Kind kind, KeyPair subject, String issuerName, KeyPair issuer) {
    Instant now = Instant.now();
    Instant end = now.plus(Duration.ofDays(kind == Kind.SERVER_OF_YESTERDAY ? -1 : 1));
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=" + issuerName),
            BigInteger.valueOf(SERIAL.getAndIncrement()),
            Date.from(now.minus(Duration.ofDays(2))),
            Date.from(end),
            new X500Name("CN=" + name),
            subject.getPublic());
    try {
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(kind == Kind.AUTHORITY));
      if (kind != Kind.AUTHORITY) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                kind == Kind.CLIENT
                    ? KeyPurposeId.id_kp_clientAuth
                    : KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
