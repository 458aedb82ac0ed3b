package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.entity.StoredPermissions;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.gate.SessionIssuer.Beginning;
import io.sallyport.gate.SessionIssuer.Begun;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.BreakGlass;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.principal.SessionTags;
import io.sallyport.session.SessionHolder;
import io.sallyport.session.SessionHolder.NamedUser;
import io.sallyport.sts.BegunSession;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.sts.GetSessionTokenRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What STS does for those who have access keys of their own. Thread-safe. */
public final class UserTokens {
  private static final Duration USUAL = Duration.ofHours(12);
  private static final Duration LONGEST_OF_ROOT = Duration.ofHours(1);

  private final StoredPermissions permissions;
  private final Authorizer authorizer;
  private final SecondFactors secondFactors;
  private final SessionIssuer issuer;
  private final SessionPrincipals sessions;
  private final Function<AccessKeyId, Optional<AccountId>> keyAccounts;
  private final Clock clock;

  /**
   * Sessions of whoever calls.
   *
   * @param keyAccounts whose an access key is, if it is known
   */
  public UserTokens(
      StoredPermissions permissions,
      Authorizer authorizer,
      SecondFactors secondFactors,
      SessionIssuer issuer,
      SessionPrincipals sessions,
      Function<AccessKeyId, Optional<AccountId>> keyAccounts,
      Clock clock) {
    this.permissions = permissions;
    this.authorizer = authorizer;
    this.secondFactors = secondFactors;
    this.issuer = issuer;
    this.sessions = sessions;
    this.keyAccounts = keyAccounts;
    this.clock = clock;
  }

  BegunSession getSessionToken(
      Principal caller, GetSessionTokenRequest request, RequestContext facts) {
    Instant now = now();
    refuseSessions(caller, "GetSessionToken");
    Duration duration = duration(caller, request.duration());
    request.mfaCode().ifPresent(code -> issuer.requireMayBegin(caller, now));
    Asker asker = secondFactors.asker(caller, request.mfaCode(), facts);
    RequestContext context = Asked.facts(duration).over(asker.facts());
    if (!authorizer.decideGetSessionToken(asker.caller(), context).isAllowed()) {
      throw Denials.denied(caller, "sts:GetSessionToken", "*");
    }
    SessionHolder holder =
        new SessionHolder.OfUser(named(caller), request.mfaCode().map(given -> now));
    return begin(
        asker,
        new Beginning(
            "sts:GetSessionToken",
            caller.account(),
            holder,
            SessionPolicies.NONE,
            SessionTags.NONE,
            Optional.empty(),
            now,
            duration));
  }

  BegunSession getFederationToken(
      Principal caller, GetFederationTokenRequest request, RequestContext facts) {
    Instant now = now();
    refuseSessions(caller, "GetFederationToken");
    Duration duration = duration(caller, request.duration());
    Arn arn = IamArn.federatedUser(caller.account(), request.name());
    RequestContext context = Asked.facts(duration, request.tags()).over(facts);
    require(caller, "sts:GetFederationToken", arn.toString(), context);
    if (!request.tags().isEmpty()) {
      require(caller, "sts:TagSession", arn.toString(), context);
    }
    permissions.require(caller.account(), request.policies());
    return begin(
        new Asker(caller, facts),
        new Beginning(
            "sts:GetFederationToken",
            caller.account(),
            new SessionHolder.OfFederatedUser(named(caller), request.name()),
            request.policies(),
            new SessionTags(request.tags(), Set.of()),
            Optional.empty(),
            now,
            duration));
  }

  private BegunSession begin(Asker asker, Beginning what) {
    Begun<Principal> begun =
        issuer.begin(
            asker,
            what,
            session ->
                sessions
                    .find(session)
                    .orElseThrow(
                        () ->
                            new AccessDeniedException(
                                asker.caller().name()
                                    + " can't be found again, so it can have no sessions here")));
    return new BegunSession(begun.credentials(), begun.principal(), begun.packedPolicySize());
  }

  /** No session begins what is a user's to begin, nor who is limited as one: the limit would go. */
  private static void refuseSessions(Principal caller, String operation) {
    if (caller instanceof BreakGlass) {
      throw new AccessDeniedException(
          "Cannot call " + operation + " by a key that breaks the glass: it begins no session");
    }
    boolean hasKeysOfItsOwn = caller instanceof Principal.User || caller instanceof Principal.Root;
    if (!hasKeysOfItsOwn || !(caller.permissions().session() instanceof PermissionLimit.None)) {
      throw new AccessDeniedException("Cannot call " + operation + " with session credentials");
    }
  }

  private static Optional<NamedUser> named(Principal caller) {
    return caller instanceof Principal.User user
        ? Optional.of(new NamedUser(user.id(), user.userName()))
        : Optional.empty();
  }

  private static Duration duration(Principal caller, Optional<Duration> asked) {
    if (!(caller instanceof Principal.Root)) {
      return asked.orElse(USUAL);
    }
    Duration duration = asked.orElse(LONGEST_OF_ROOT);
    if (duration.compareTo(LONGEST_OF_ROOT) > 0) {
      throw new InvalidInputException(
          "DurationSeconds",
          Long.toString(duration.toSeconds()),
          "at most " + LONGEST_OF_ROOT.toSeconds() + ", since a root user begins it");
    }
    return duration;
  }

  AccountId getAccessKeyInfo(Principal caller, AccessKeyId id, RequestContext facts) {
    require(caller, "sts:GetAccessKeyInfo", "*", facts);
    return keyAccounts
        .apply(id)
        .filter(caller.account()::equals)
        .orElseThrow(() -> Denials.denied(caller, "sts:GetAccessKeyInfo", id.shown()));
  }

  private void require(Principal caller, String action, String resource, RequestContext facts) {
    if (!authorizer.decide(caller, action, resource, caller.account(), facts).isAllowed()) {
      throw Denials.denied(caller, action, resource);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
