package io.sallyport.oidc;

import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.sts.WebIdentity;
import io.sallyport.sts.WebIdentityProvider;
import io.sallyport.sts.WebIdentityVerifier;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Verifies tokens of OpenID Connect providers by the keys that the host gave for each issuer.
 * Nothing is fetched. Immutable and thread-safe.
 *
 * <p>A token is a JWT in compact form, of at most 20,000 characters, signed by RS256, RS384, RS512,
 * PS256, PS384, PS512, ES256, ES384 or ES512. Of the provider's keys the one of the token's {@code
 * kid} is asked; if it has none, each that the algorithm takes. A token that names a key of its own
 * ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) or asks for other rules ({@code crit},
 * {@code b64}) is refused, and so is one with two claims whose names differ only by case, or a name
 * with characters that can't be seen. RSA keys have 2048 to 8192 bits. {@code iss}, {@code sub},
 * {@code aud}, {@code iat} and {@code exp} must be there; {@code nbf} and {@code azp} count if they
 * are. There is no leeway for clocks. One value of {@code aud} must be a client of the provider,
 * and so must {@code azp}, which never stands in for it.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
 *     Connect Core, 3.1.3.7</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JSON Web Token Best Current
 *     Practices</a>
 */
public final class OidcVerifier implements WebIdentityVerifier {
  private final Map<String, IssuerKeys> keys;
  private final Clock clock;

  private OidcVerifier(Builder builder) {
    keys = Map.copyOf(builder.keys);
    clock = builder.clock;
  }

  /** Begins a verifier that knows no issuer, so accepts nothing. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String unverifiedIssuer(String token) {
    return TokenClaims.parse(CompactToken.parse(token).payload()).issuer();
  }

  @Override
  public WebIdentity verify(String token, WebIdentityProvider provider) {
    CompactToken compact = CompactToken.parse(token);
    TokenHeader header = TokenHeader.parse(compact.header());
    IssuerKeys issuerKeys = keys.get(provider.issuer());
    if (issuerKeys == null) {
      throw new InvalidIdentityTokenException(Reason.UNKNOWN_KEY);
    }
    issuerKeys.verify(header, compact);
    return TokenClaims.parse(compact.payload()).identity(provider, clock.instant());
  }

  /** What a verifier knows. Not thread-safe. */
  public static final class Builder {
    private final Map<String, IssuerKeys> keys = new HashMap<>();
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /**
     * Gives an issuer's keys.
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

    /** What time it is; by default, the system's clock. */
    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    public OidcVerifier build() {
      return new OidcVerifier(this);
    }
  }
}
