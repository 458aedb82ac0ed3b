package io.sallyport.sts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who someone is, as a provider has vouched for it. To hold one is no proof of that: only what a
 * {@link WebIdentityVerifier} answered is.
 *
 * <p>A claim has the name it has in the token, and all its values: one for a text, a number ({@code
 * 12}) or a truth value ({@code true}); those of a list. What is inside an object has a JSON
 * Pointer for a name, such as {@code /realm_access/roles}, as has a claim whose name begins with a
 * slash; so that nothing inside an object can pass for a claim of the token. Claims that are null
 * or empty lists are left out.
 *
 * @param issuer the provider's URL
 * @param subject the provider's name for who it is
 * @param audience for whom the token is meant: at least one
 * @param authorizedParty the client that the token was issued to; empty if the token doesn't say
 * @param expiry when the token ends
 * @param claims all claims of the token
 */
public record WebIdentity(
    String issuer,
    String subject,
    List<String> audience,
    String authorizedParty,
    Instant expiry,
    Map<String, List<String>> claims) {

  public WebIdentity {
    requireNonNull(issuer, "issuer");
    requireNonNull(subject, "subject");
    requireNonNull(audience, "audience");
    requireNonNull(authorizedParty, "authorizedParty");
    requireNonNull(expiry, "expiry");
    requireNonNull(claims, "claims");
    audience = List.copyOf(audience);
    Map<String, List<String>> copy = new HashMap<>();
    claims.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    claims = Collections.unmodifiableMap(copy);
    if (issuer.isEmpty() || subject.isEmpty() || audience.isEmpty()) {
      throw new IllegalArgumentException("a web identity has an issuer, a subject, an audience");
    }
  }

  /** Names the issuer alone: the rest is about a person. */
  @Override
  public String toString() {
    return "WebIdentity[issuer=" + issuer + "]";
  }
}
