package io.sallyport.gate;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.error.IamException;
import io.sallyport.error.IdpCommunicationException;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Federated;
import io.sallyport.principal.SessionTags;
import io.sallyport.provider.Provider;
import io.sallyport.provider.ProviderManager;
import io.sallyport.sts.WebIdentity;
import io.sallyport.sts.WebIdentityVerifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds out for whom an account's providers vouch. What a token says before it is verified serves
 * to find the provider, and nothing else. Thread-safe.
 */
public final class WebIdentities {
  private final Optional<WebIdentityVerifier> verifier;
  private final Function<AccountId, ProviderManager> providers;
  private final Set<Leniency> leniencies;
  private final Journal journal;

  /**
   * Web identities as this verifier takes them, of registered providers alone.
   *
   * @param journal notes each token that is refused, and why
   */
  public WebIdentities(
      Optional<WebIdentityVerifier> verifier,
      Function<AccountId, ProviderManager> providers,
      Set<Leniency> leniencies,
      Journal journal) {
    this.verifier = verifier;
    this.providers = providers;
    this.leniencies = Set.copyOf(leniencies);
    this.journal = journal;
  }

  /**
   * A bearer, and what its token asks for.
   *
   * @param audience for whom the token is meant: of several, the first that is registered
   */
  record Vouched(
      Federated bearer,
      WebIdentity identity,
      String audience,
      SessionTags tags,
      Optional<SourceIdentity> sourceIdentity) {}

  /** Whether there is somebody who verifies tokens. */
  public boolean canVerify() {
    return verifier.isPresent();
  }

  /**
   * Whom a token names as its issuer, which proves nothing; empty if no provider can be called so.
   *
   * @throws IamException if it is no token
   */
  public Optional<ProviderUrl> claimed(String token, RequestContext facts) {
    WebIdentityVerifier by = verifier();
    try {
      return url(by.unverifiedIssuer(token));
    } catch (IamException e) {
      throw noted(e, "", facts);
    }
  }

  private WebIdentityVerifier verifier() {
    return verifier.orElseThrow(() -> new UnsupportedActionException("AssumeRoleWithWebIdentity"));
  }

  private IamException noted(IamException refusal, String issuer, RequestContext facts) {
    Actor sender = Actors.of(new Anonymous(), facts);
    journal.note(new AuditEvent.IdentityRefused(journal.now(), sender, issuer, reason(refusal)));
    return refusal;
  }

  /**
   * Verifies a token.
   *
   * @param account whose providers count
   * @throws IamException if it is not valid
   */
  Vouched verified(String token, AccountId account, RequestContext facts) {
    WebIdentityVerifier by = verifier();
    String issuer = "";
    try {
      issuer = by.unverifiedIssuer(token);
      ProviderManager registered = providers.apply(account);
      Provider provider = provider(registered, issuer);
      WebIdentity identity = by.verify(token, provider.webIdentityProvider().lenient(leniencies));
      if (!identity.issuer().equals(issuer)) {
        throw new InvalidIdentityTokenException(Reason.ISSUER);
      }
      return vouched(identity, provider, registered);
    } catch (IamException e) {
      throw noted(e, issuer, facts);
    }
  }

  /**
   * What a token asked for that somebody else has verified: it is believed.
   *
   * @param account whose providers count
   * @throws IamException if a provider of this account could not vouch for that
   */
  Vouched believed(WebIdentity identity, AccountId account) {
    ProviderManager registered = providers.apply(account);
    return vouched(identity, provider(registered, identity.issuer()), registered);
  }

  private Vouched vouched(WebIdentity identity, Provider provider, ProviderManager registered) {
    return new Vouched(
        ClaimKeys.bearer(provider, registered.list(), identity, leniencies),
        identity,
        audience(identity, provider),
        SessionClaims.tags(identity.claims()),
        SessionClaims.sourceIdentity(identity.claims()));
  }

  private static String reason(IamException refusal) {
    if (refusal instanceof InvalidIdentityTokenException invalid) {
      return invalid.reason().name();
    }
    if (refusal instanceof IdpCommunicationException silent) {
      return silent.reason() + " since " + silent.since();
    }
    return refusal.code() + ": " + refusal.getMessage();
  }

  /** By the issuer without its scheme, as its ARN and condition keys have it; then by all of it. */
  private static Provider provider(ProviderManager registered, String issuer) {
    return url(issuer)
        .flatMap(url -> registered.find(url.name()))
        .filter(provider -> provider.url().value().equals(issuer))
        .orElseThrow(() -> new InvalidIdentityTokenException(Reason.UNKNOWN_PROVIDER));
  }

  private static Optional<ProviderUrl> url(String issuer) {
    try {
      return Optional.of(new ProviderUrl(issuer));
    } catch (InvalidInputException e) {
      return Optional.empty(); // Nobody can be registered by such a name.
    }
  }

  private static String audience(WebIdentity identity, Provider provider) {
    List<String> audience = identity.audience();
    return provider.clientIds().stream()
        .map(Object::toString)
        .filter(audience::contains)
        .findFirst()
        .orElse(audience.get(0));
  }
}
