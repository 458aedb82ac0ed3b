package io.sallyport.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.policy.Leniency;
import io.sallyport.sts.WebIdentity;
import io.sallyport.sts.WebIdentityProvider;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a token claims, each claim of the right type. Where AWS, Ceph and the standard leave room,
 * this takes the reading that refuses:
 *
 * <ul>
 *   <li>{@code iss}, {@code sub}, {@code aud}, {@code iat} and {@code exp} must be there.
 *   <li>One value of {@code aud} must be a registered client. {@code azp} never stands in for it:
 *       if there is one, it must be a registered client too. {@code client_id} counts for nothing.
 *       A {@link Leniency} of the provider's may say otherwise. Several audiences need no {@code
 *       azp}, which OpenID Connect Core only recommends: a Kubernetes cluster's tokens have none.
 *       So a token that names one of our clients is for us, whoever else it is for, and whoever
 *       else it is for could show it here: a host's clients are to be named in no other's tokens.
 *   <li>Whom a token is for is looked at before its times: of one that is for others, nothing is
 *       told but that.
 *   <li>A time is compared with the clock, which may be wrong by the given skew; fractions count
 *       against the token.
 *   <li>A claim that is one of ours but for the case of its letters is refused: policies know no
 *       case of claims, and would read it as ours.
 *   <li>Names of people, clients and issuers have no characters that can't be seen.
 * </ul>
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
 *     Connect Core, 3.1.3.7</a>
 */
final class TokenClaims {
  /** As the standard limits it. */
  private static final int LONGEST_SUBJECT = 255;

  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

  /** The claims that count here. */
  private static final Set<String> OURS =
      Set.of("amr", "aud", "azp", "client_id", "events", "exp", "iat", "iss", "nbf", "sub");

  private final ObjectNode claims;
  private final Duration skew;

  private TokenClaims(ObjectNode claims, Duration skew) {
    this.claims = claims;
    this.skew = skew;
  }

  /**
   * Reads claims.
   *
   * @param skew by how much the issuer's clock and ours may differ
   */
  static TokenClaims parse(byte[] json, Duration skew) {
    ObjectNode claims = StrictJson.object(json).orElseThrow(() -> refused(Reason.MALFORMED));
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      String folded = Names.folded(claim.getKey());
      if (!folded.equals(claim.getKey())
          && OURS.contains(folded)
          && !OURS.contains(claim.getKey())) {
        throw refused(Reason.MALFORMED);
      }
    }
    return new TokenClaims(claims, skew);
  }

  String issuer() {
    return text("iss");
  }

  /** Whom the claims are about, if they hold for the provider now. */
  WebIdentity identity(WebIdentityProvider provider, Instant now) {
    if (!issuer().equals(provider.issuer())) {
      throw refused(Reason.ISSUER);
    }
    if (claims.has("events")) {
      throw refused(Reason.MALFORMED); // A security event (RFC 8417), such as a log-out.
    }
    Map<String, List<String>> all = FlatClaims.of(claims);
    String subject = text("sub");
    if (subject.length() > LONGEST_SUBJECT) {
      throw refused(Reason.MALFORMED);
    }
    List<String> audience = audience();
    String party = claims.path("azp").isMissingNode() ? "" : text("azp");
    if (!isForClient(provider, audience, party)) {
      throw refused(Reason.AUDIENCE);
    }
    Instant expiry = second("exp", RoundingMode.FLOOR);
    requireValid(expiry, now);
    return new WebIdentity(provider.issuer(), subject, audience, party, expiry, all);
  }

  private boolean isForClient(WebIdentityProvider provider, List<String> audience, String party) {
    Set<String> clients = provider.clientIds();
    if (clients.isEmpty()) {
      return provider.leniencies().contains(Leniency.ANY_AUDIENCE);
    }
    boolean isAudience = audience.stream().anyMatch(clients::contains);
    if (provider.leniencies().contains(Leniency.PARTY_AS_AUDIENCE)) {
      return isAudience
          || clients.contains(party)
          || (claims.has("client_id") && clients.contains(text("client_id")));
    }
    return isAudience && (party.isEmpty() || clients.contains(party));
  }

  private void requireValid(Instant expiry, Instant now) {
    Instant from = second("iat", RoundingMode.CEILING);
    if (claims.has("nbf")) {
      Instant notBefore = second("nbf", RoundingMode.CEILING);
      from = notBefore.isAfter(from) ? notBefore : from;
    }
    if (!now.minus(skew).isBefore(expiry)) {
      throw refused(Reason.EXPIRED);
    }
    if (now.plus(skew).isBefore(from)) {
      throw refused(Reason.NOT_YET_VALID);
    }
  }

  private List<String> audience() {
    JsonNode value = required("aud");
    if (!value.isArray()) {
      return List.of(text("aud"));
    }
    List<String> audience = new ArrayList<>();
    value.forEach(entry -> audience.add(text(entry)));
    if (audience.isEmpty()) {
      throw refused(Reason.MISSING_CLAIM);
    }
    return audience;
  }

  private Instant second(String name, RoundingMode rounding) {
    JsonNode value = required(name);
    BigDecimal seconds = value.decimalValue();
    if (!value.isNumber() || seconds.signum() < 0 || seconds.compareTo(LATEST) > 0) {
      throw refused(Reason.MALFORMED);
    }
    return Instant.ofEpochSecond(seconds.setScale(0, rounding).longValueExact());
  }

  private String text(String name) {
    return text(required(name));
  }

  private static String text(JsonNode value) {
    if (value.isTextual() && value.textValue().isBlank()) {
      throw refused(Reason.MISSING_CLAIM);
    }
    if (!value.isTextual() || !Names.isPlain(value.textValue())) {
      throw refused(Reason.MALFORMED);
    }
    return value.textValue();
  }

  private JsonNode required(String name) {
    JsonNode value = claims.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw refused(Reason.MISSING_CLAIM);
    }
    return value;
  }

  private static InvalidIdentityTokenException refused(Reason reason) {
    return new InvalidIdentityTokenException(reason);
  }
}
