package io.sallyport.oidc;

import io.sallyport.sts.WebIdentityProvider;
import java.net.InetAddress;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How keys of registered providers are found and fetched: by {@code
 * <issuer>/.well-known/openid-configuration}, whose {@code issuer} must be the provider's URL
 * letter by letter, and from its {@code jwks_uri}. Immutable.
 *
 * <p>Unless a method below opens a door, only HTTPS is spoken, to addresses of the public internet
 * alone, which are checked as they are connected to; a redirect is an error; a document has 64 KiB
 * at most, a key set 1 MiB, and both are had within {@link Builder#timeout}. A server is trusted if
 * the trust store leads up from its certificates, or else if they validate up to one among them
 * whose SHA-1 is registered with the provider; its host's name must be in the certificate either
 * way.
 *
 * <p>Keys are kept. They are fetched anew in the background once they are older than {@link
 * Builder#refreshAfter}, and if that fails they count until they are older than {@link
 * Builder#staleFor}. A key id that is not known has the keys fetched too, but a provider is asked
 * at most once in {@link Builder#coolDown}, whoever asks for whatever.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
 *     Discovery</a>
 */
public final class Discovery {
  /** Finds a host's addresses, in place of the system's resolver. */
  @FunctionalInterface
  interface HostResolver {
    InetAddress[] resolve(String host) throws java.net.UnknownHostException;
  }

  private final Optional<KeyStore> trustStore;
  private final Optional<URI> proxy;
  private final AddressRule addresses;
  private final boolean cephThumbprints;
  private final Duration timeout;
  private final Duration refreshAfter;
  private final Duration coolDown;
  private final Duration staleFor;
  private final HostResolver resolver;

  private Discovery(Builder builder) {
    trustStore = Optional.ofNullable(builder.trustStore);
    proxy = Optional.ofNullable(builder.proxy);
    addresses = new AddressRule(builder.loopback, builder.privateNetworks);
    cephThumbprints = builder.cephThumbprints;
    timeout = builder.timeout;
    refreshAfter = builder.refreshAfter;
    coolDown = builder.coolDown;
    staleFor = builder.staleFor;
    resolver = builder.resolver;
  }

  /** Begins with the safest of all settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Asks a provider for its keys as it would be asked for a token of its, and tells what was found
   * on the way and what is lacking. Nothing is kept, and whatever the provider does is an answer,
   * within {@link Builder#timeout}.
   *
   * @param provider need not be registered; its thumbprints count
   */
  public ProviderReport check(WebIdentityProvider provider) {
    return ProviderReport.of(this, KeySource.of(provider));
  }

  Optional<KeyStore> trustStore() {
    return trustStore;
  }

  Optional<URI> proxy() {
    return proxy;
  }

  AddressRule addresses() {
    return addresses;
  }

  boolean hasCephThumbprints() {
    return cephThumbprints;
  }

  Duration timeout() {
    return timeout;
  }

  Duration refreshAfter() {
    return refreshAfter;
  }

  Duration coolDown() {
    return coolDown;
  }

  Duration staleFor() {
    return staleFor;
  }

  HostResolver resolver() {
    return resolver;
  }

  /** What is fetched how. Not thread-safe. */
  public static final class Builder {
    private @Nullable KeyStore trustStore;
    private @Nullable URI proxy;
    private boolean loopback;
    private boolean privateNetworks;
    private boolean cephThumbprints;
    private Duration timeout = Duration.ofSeconds(5);
    private Duration refreshAfter = Duration.ofMinutes(15);
    private Duration coolDown = Duration.ofSeconds(10);
    private Duration staleFor = Duration.ofHours(24);
    private HostResolver resolver = InetAddress::getAllByName;

    private Builder() {}

    /**
     * The certificates to trust, such as a private CA's, instead of those that the JDK brings. If
     * it has none, servers are trusted by registered thumbprints alone.
     */
    public Builder trustStore(KeyStore certificates) {
      trustStore = certificates;
      return this;
    }

    /**
     * Asks through an HTTP proxy. It alone then sees which addresses it connects to, and must
     * refuse those that nobody may reach; what is on loopback is still asked directly.
     *
     * @param http {@code http://host:port}, without a user's name, password or path
     * @throws IllegalArgumentException if it is anything else
     */
    public Builder proxy(URI http) {
      if (http.getHost() == null
          || http.getPort() < 1
          || !http.equals(URI.create("http://" + http.getHost() + ":" + http.getPort()))) {
        // Not quoted: a password may be in it.
        throw new IllegalArgumentException("a proxy is http://host:port and nothing else");
      }
      proxy = http;
      return this;
    }

    /** Lets a provider be on this very machine, also by plain HTTP: for development. */
    public Builder allowLoopback() {
      loopback = true;
      return this;
    }

    /**
     * Lets a provider be in a private network: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16,
     * 100.64.0.0/10, fc00::/7. Whoever may register a provider can then have its documents asked
     * for there.
     */
    public Builder allowPrivateNetworks() {
      privateNetworks = true;
      return this;
    }

    /**
     * Over plain HTTP, where no certificate is shown, only those keys count whose first certificate
     * ({@code x5c}) bears a registered thumbprint, as Ceph's gateway has it. Without this, keys
     * that came over plain HTTP are trusted because they came from this machine, and thumbprints
     * are not looked at.
     */
    public Builder cephThumbprints() {
      cephThumbprints = true;
      return this;
    }

    /** How long it may take to have a provider's keys, all in all; 5 seconds by default. */
    public Builder timeout(Duration all) {
      timeout = positive(all);
      return this;
    }

    /** Older keys are fetched anew while they are used; 15 minutes by default. */
    public Builder refreshAfter(Duration age) {
      refreshAfter = positive(age);
      return this;
    }

    /** From one fetch of a provider's keys to the next, at least; 10 seconds by default. */
    public Builder coolDown(Duration between) {
      coolDown = positive(between);
      return this;
    }

    /** How old keys may become if no newer ones can be had; 24 hours by default. */
    public Builder staleFor(Duration age) {
      staleFor = positive(age);
      return this;
    }

    Builder resolver(HostResolver hosts) {
      resolver = hosts;
      return this;
    }

    /**
     * Ends.
     *
     * @throws IllegalArgumentException if keys would be too old before they are fetched anew
     */
    public Discovery build() {
      if (staleFor.compareTo(refreshAfter) < 0) {
        throw new IllegalArgumentException(
            "keys that are stale after " + staleFor + " can't be refreshed after " + refreshAfter);
      }
      return new Discovery(this);
    }

    private static Duration positive(Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(duration + " is no time at all");
      }
      return duration;
    }
  }
}
