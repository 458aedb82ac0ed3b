package io.sallyport.storage.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.sallyport.storage.StoreUnavailableException;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Connects a store to an etcd cluster. Not thread-safe. */
public final class EtcdConnector {
  /** Room for the largest page: 1,000 entries of 64 KiB. */
  private static final int LARGEST_ANSWER = 80 * 1024 * 1024;

  private final List<URI> endpoints;
  private String prefix = "sallyport/";
  private Optional<File> trusted = Optional.empty();
  private Optional<File> certificate = Optional.empty();
  private Optional<File> certificateKey = Optional.empty();
  private Optional<ByteSequence> user = Optional.empty();
  private Optional<ByteSequence> password = Optional.empty();

  EtcdConnector(List<URI> endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * The prefix of all the store's keys in etcd; {@code sallyport/} if none is given. Neither may
   * another store's prefix begin with it nor it with another's: {@code iam/} and {@code iam/a/} are
   * in each other's way.
   */
  public EtcdConnector prefix(String newPrefix) {
    this.prefix = newPrefix;
    return this;
  }

  /** Trusts, over TLS, members with a certificate that these, in a PEM file, have signed. */
  public EtcdConnector trusting(Path authorities) {
    this.trusted = Optional.of(authorities.toFile());
    return this;
  }

  /** Shows this certificate to members, with its key (PKCS #8), both PEM files. */
  public EtcdConnector showing(Path chain, Path key) {
    this.certificate = Optional.of(chain.toFile());
    this.certificateKey = Optional.of(key.toFile());
    return this;
  }

  /** Signs in as a user of etcd's own. */
  public EtcdConnector user(String name, String secret) {
    this.user = Optional.of(ByteSequence.from(name, StandardCharsets.UTF_8));
    this.password = Optional.of(ByteSequence.from(secret, StandardCharsets.UTF_8));
    return this;
  }

  /**
   * A store that is connected.
   *
   * @throws StoreUnavailableException if the cluster can't be asked or refuses
   */
  public EtcdStore connect() {
    EtcdStore store = new EtcdStore(new EtcdConnection(client()), new EtcdKeys(prefix));
    try {
      store.head();
      return store;
    } catch (StoreUnavailableException e) {
      store.close();
      throw e;
    }
  }

  private ClientBuilder client() {
    ClientBuilder builder =
        Client.builder()
            .endpoints(endpoints)
            .loadBalancerPolicy("round_robin")
            .waitForReady(false)
            .connectTimeout(Duration.ofSeconds(2))
            .keepaliveTime(Duration.ofSeconds(10))
            .keepaliveTimeout(Duration.ofSeconds(3))
            .maxInboundMessageSize(LARGEST_ANSWER);
    user.ifPresent(builder::user);
    password.ifPresent(builder::password);
    if (trusted.isPresent() || certificate.isPresent()) {
      secure(builder);
    }
    return builder;
  }

  private void secure(ClientBuilder builder) {
    try {
      builder.sslContext(
          tls -> {
            trusted.ifPresent(tls::trustManager);
            certificate.ifPresent(chain -> tls.keyManager(chain, certificateKey.orElseThrow()));
          });
    } catch (SSLException | IllegalArgumentException e) {
      throw new StoreUnavailableException("the TLS files can't be used", e);
    }
  }
}
