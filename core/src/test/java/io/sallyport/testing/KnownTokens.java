package io.sallyport.testing;

import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.sts.WebIdentity;
import io.sallyport.sts.WebIdentityProvider;
import io.sallyport.sts.WebIdentityVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the tokens that it gave out, and no others. */
public final class KnownTokens implements WebIdentityVerifier {
  public static final String ISSUER = "https://idp.example.com/realms/main";
  public static final String NAME = "idp.example.com/realms/main";
  public static final String PROVIDER = "arn:aws:iam:::oidc-provider/" + NAME;
  public static final String CLIENT = "object-store";

  private final Map<String, WebIdentity> tokens = new HashMap<>();
  private final Clock clock;

  /** By how much the clocks of provider and host may differ. */
  public Duration skew = Duration.ZERO;

  /** How often a token was verified. */
  public int verified;

  public KnownTokens(Clock clock) {
    this.clock = clock;
  }

  /** A trust policy for those for whom the provider vouches. */
  public static String trust(String actions, String condition) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":["%s"]},\
    "Action":[%s],"Condition":{%s}}]}\
    """
        .formatted(PROVIDER, actions, condition);
  }

  /** A token of alice's for an hour, with these claims besides. */
  public String token(Map<String, List<String>> claims) {
    return token(ISSUER, "alice", List.of(CLIENT), "", claims);
  }

  public String token(
      String issuer,
      String subject,
      List<String> audience,
      String party,
      Map<String, List<String>> claims) {
    Map<String, List<String>> all = new HashMap<>(claims);
    all.put("iss", List.of(issuer));
    all.put("sub", List.of(subject));
    all.put("aud", audience);
    if (!party.isEmpty()) {
      all.put("azp", List.of(party));
    }
    String token = "token-" + tokens.size();
    tokens.put(
        token,
        new WebIdentity(issuer, subject, audience, party, clock.instant().plusSeconds(3600), all));
    return token;
  }

  @Override
  public String unverifiedIssuer(String token) {
    return known(token).issuer();
  }

  @Override
  public WebIdentity verify(String token, WebIdentityProvider provider) {
    verified++;
    WebIdentity identity = known(token);
    if (!identity.issuer().equals(provider.issuer())) {
      throw new InvalidIdentityTokenException(Reason.ISSUER);
    }
    if (!clock.instant().minus(skew).isBefore(identity.expiry())) {
      throw new InvalidIdentityTokenException(Reason.EXPIRED);
    }
    return identity;
  }

  private WebIdentity known(String token) {
    return Optional.ofNullable(tokens.get(token))
        .orElseThrow(() -> new InvalidIdentityTokenException(Reason.SIGNATURE));
  }
}
