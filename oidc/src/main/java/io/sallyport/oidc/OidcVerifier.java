package io.sallyport.oidc;

import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.sts.WebIdentity;
import io.sallyport.sts.WebIdentityProvider;
import io.sallyport.sts.WebIdentityVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies tokens of OpenID Connect providers: by the keys that the host gave for an issuer; else,
 * if the host lets it, by those that the provider shows ({@link Discovery}). Nothing is fetched but
 * from a provider that is registered, and not before a token of it is needed and is good but for
 * its signature. Thread-safe.
 *
 * <p>A token is a JWT in compact form, of at most 20,000 characters, signed by RS256, RS384, RS512,
 * PS256, PS384, PS512, ES256, ES384, ES512 or EdDSA (Ed25519). Of the provider's keys the one of
 * the token's {@code kid} is asked; if it has none, each that the algorithm takes, unless these are
 * more than four. A token that names a key of its own ({@code jwk}, {@code jku}, {@code x5c},
 * {@code x5u}) or asks for other rules ({@code crit}, {@code b64}) is refused, and so is one with
 * two claims whose names differ only by case, or a name with characters that can't be seen. RSA
 * keys have 2048 to 8192 bits. {@code iss}, {@code sub}, {@code aud}, {@code iat} and {@code exp}
 * must be there; {@code nbf} and {@code azp} count if they are. Clocks may differ by a minute, or
 * as the host says. One value of {@code aud} must be a client of the provider, and so must {@code
 * azp}, which never stands in for it, unless the provider comes with a leniency that lets it.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
 *     Connect Core, 3.1.3.7</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JSON Web Token Best Current
 *     Practices</a>
 */
public final class OidcVerifier implements WebIdentityVerifier, AutoCloseable {
  /** Signatures verified at once: whoever can send a token can have us compute. */
  private static final int VERIFIED_AT_ONCE = 4 * Runtime.getRuntime().availableProcessors();

  private static final int WAITING = 256;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Map<String, IssuerKeys> keys;
  private final Optional<KeyCache> fetched;
  private final Clock clock;
  private final Duration clockSkew;
  private final Turnstile verified = new Turnstile(VERIFIED_AT_ONCE, WAITING, LONGEST_WAIT);

  private OidcVerifier(Builder builder) {
    keys = Map.copyOf(builder.keys);
    clock = builder.clock;
    clockSkew = builder.clockSkew;
    fetched = builder.discovery.map(discovery -> KeyCache.withinHeap(discovery, clock));
  }

  /** Begins a verifier that knows no issuer and fetches nothing, so accepts nothing. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String unverifiedIssuer(String token) {
    return TokenClaims.parse(CompactToken.parse(token).payload(), clockSkew).issuer();
  }

  @Override
  public WebIdentity verify(String token, WebIdentityProvider provider) {
    CompactToken compact = CompactToken.parse(token);
    TokenHeader header = TokenHeader.parse(compact.header());
    // First what costs little: nobody's keys are asked for because of a token that is no good.
    WebIdentity identity =
        TokenClaims.parse(compact.payload(), clockSkew).identity(provider, clock.instant());
    IssuerKeys issuerKeys = keys(provider, header);
    verified.pass(
        () -> {
          issuerKeys.verify(header, compact);
          return identity;
        });
    return identity;
  }

  private IssuerKeys keys(WebIdentityProvider provider, TokenHeader header) {
    IssuerKeys given = keys.get(provider.issuer());
    if (given != null) {
      return given;
    }
    return fetched
        .orElseThrow(() -> new InvalidIdentityTokenException(Reason.UNKNOWN_KEY))
        .find(KeySource.of(provider), provider.account(), header);
  }

  /** Ends the threads that fetch keys. A token whose keys aren't known is refused from then on. */
  @Override
  public void close() {
    fetched.ifPresent(KeyCache::close);
  }

  /** What a verifier knows. Not thread-safe. */
  public static final class Builder {
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    private final Map<String, IssuerKeys> keys = new HashMap<>();
    private Optional<Discovery> discovery = Optional.empty();
    private Clock clock = Clock.systemUTC();
    private Duration clockSkew = Duration.ofSeconds(60);

    private Builder() {}

    /**
     * Gives an issuer's keys. They are its only ones: nothing is fetched from it.
     *
     * @param issuer as it is in the issuer's tokens, letter by letter
     * @param jwks a JWK Set of public keys, as JSON; keys for anything but signatures are left out
     * @throws IllegalArgumentException if it is no JWK Set, has no key to verify by or more than
     *     200, holds a key that is not public, or keys of the issuer were given before
     */
    public Builder issuer(String issuer, String jwks) {
      if (keys.putIfAbsent(issuer, IssuerKeys.parse(jwks)) != null) {
        throw new IllegalArgumentException("keys of \"" + issuer + "\" were given before");
      }
      return this;
    }

    /** Lets the keys of registered providers be fetched, when a token needs them. */
    public Builder discovery(Discovery settings) {
      discovery = Optional.of(settings);
      return this;
    }

    /** What time it is; by default, the system's clock. */
    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /**
     * By how much an issuer's clock may differ from ours: a token is good for so much longer, and
     * so much sooner. A minute by default.
     *
     * @throws IllegalArgumentException if it is less than nothing or more than five minutes
     */
    public Builder clockSkew(Duration most) {
      if (most.isNegative() || most.compareTo(MOST_SKEW) > 0) {
        throw new IllegalArgumentException("a clock skew is 0 to 5 minutes, not " + most);
      }
      clockSkew = most;
      return this;
    }

    public OidcVerifier build() {
      return new OidcVerifier(this);
    }
  }
}
