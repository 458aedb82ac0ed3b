package io.sallyport.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.sts.WebIdentity;
import io.sallyport.sts.WebIdentityProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a token claims, each claim of the right type. Where AWS, Ceph and the standard leave room,
 * this takes the reading that refuses:
 *
 * <ul>
 *   <li>{@code iss}, {@code sub}, {@code aud}, {@code iat} and {@code exp} must be there.
 *   <li>One value of {@code aud} must be a registered client. {@code azp} never stands in for it:
 *       if there is one, it must be a registered client too. {@code client_id} counts for nothing.
 *   <li>A time is compared with the clock as it is, without leeway; fractions count against the
 *       token.
 * </ul>
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
 *     Connect Core, 3.1.3.7</a>
 */
final class TokenClaims {
  /** As the standard limits it. */
  private static final int LONGEST_SUBJECT = 255;

  private static final double LATEST = 253_402_300_799.0;

  private final ObjectNode claims;

  private TokenClaims(ObjectNode claims) {
    this.claims = claims;
  }

  static TokenClaims parse(byte[] json) {
    return new TokenClaims(StrictJson.object(json).orElseThrow(() -> refused(Reason.MALFORMED)));
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
    requireUnicode(all);
    String subject = text("sub");
    if (subject.length() > LONGEST_SUBJECT) {
      throw refused(Reason.MALFORMED);
    }
    Instant expiry = Instant.ofEpochSecond((long) Math.floor(seconds("exp")));
    requireValid(expiry, now);
    List<String> audience = audience();
    String party = claims.path("azp").isMissingNode() ? "" : text("azp");
    if (audience.stream().noneMatch(provider.clientIds()::contains)
        || !(party.isEmpty() || provider.clientIds().contains(party))) {
      throw refused(Reason.AUDIENCE);
    }
    return new WebIdentity(provider.issuer(), subject, audience, party, expiry, all);
  }

  private void requireValid(Instant expiry, Instant now) {
    Instant from = Instant.ofEpochSecond((long) Math.ceil(seconds("iat")));
    if (claims.has("nbf")) {
      Instant notBefore = Instant.ofEpochSecond((long) Math.ceil(seconds("nbf")));
      from = notBefore.isAfter(from) ? notBefore : from;
    }
    if (!now.isBefore(expiry)) {
      throw refused(Reason.EXPIRED);
    }
    if (now.isBefore(from)) {
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

  private double seconds(String name) {
    JsonNode value = required(name);
    double seconds = value.doubleValue();
    if (!value.isNumber() || !(seconds >= 0 && seconds <= LATEST)) {
      throw refused(Reason.MALFORMED);
    }
    return seconds;
  }

  private String text(String name) {
    return text(required(name));
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw refused(Reason.MALFORMED);
    }
    if (value.textValue().isBlank()) {
      throw refused(Reason.MISSING_CLAIM);
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

  /** Half a surrogate pair becomes a "?" once it is encoded, and two names become one. */
  private static void requireUnicode(Map<String, List<String>> all) {
    boolean broken =
        all.entrySet().stream()
            .anyMatch(
                claim ->
                    isBroken(claim.getKey())
                        || claim.getValue().stream().anyMatch(TokenClaims::isBroken));
    if (broken) {
      throw refused(Reason.MALFORMED);
    }
  }

  private static boolean isBroken(String text) {
    return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static InvalidIdentityTokenException refused(Reason reason) {
    return new InvalidIdentityTokenException(reason);
  }
}
