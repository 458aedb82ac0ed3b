package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.gate.WebIdentities.Vouched;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.AssumedRoleWithWebIdentity;
import io.sallyport.sts.StsService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** Authorises first, and makes a token last. */
public final class TokenService implements StsService {
  /** How long a session lasts at most that another session begins. */
  private static final Duration LONGEST_OF_SESSION = Duration.ofHours(1);

  private static final String WITH_WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";

  private final Function<AccountId, RoleManager> roles;
  private final Authorizer authorizer;
  private final SessionMaker maker;
  private final WebIdentities identities;
  private final Lifetime lifetime;
  private final Clock clock;

  /** How long a session may last that begins by a web identity token. */
  public enum Lifetime {
    /** As long as its role lets sessions last. */
    OF_ROLE,
    /** That, and not longer than the token. */
    OF_TOKEN
  }

  public TokenService(
      Function<AccountId, RoleManager> roles,
      Authorizer authorizer,
      SessionMaker maker,
      WebIdentities identities,
      Lifetime lifetime,
      Clock clock) {
    this.roles = roles;
    this.authorizer = authorizer;
    this.maker = maker;
    this.identities = identities;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  public AssumedRole assumeRole(Principal caller, AssumeRoleRequest request, RequestContext facts) {
    Optional<SessionDetails> parent =
        caller instanceof Principal.RoleSession session
            ? Optional.of(session.details())
            : Optional.empty();
    Asked asked = Asked.of(request, parent);
    Instant now = now();
    if (!(caller instanceof Principal.User || caller instanceof Principal.RoleSession)) {
      throw denied(caller, "sts:AssumeRole", request.roleArn());
    }
    Role role =
        authorised(
            caller,
            "sts:AssumeRole",
            asked,
            facts,
            action -> denied(caller, action, request.roleArn()));
    checkDuration(request.duration(), role.maxSessionDuration(), "the role's longest session");
    if (parent.isPresent()) {
      checkDuration(request.duration(), LONGEST_OF_SESSION, "since another session begins it");
    }
    return maker.make(caller, role, asked, now, now.plus(request.duration()));
  }

  @Override
  public AssumedRoleWithWebIdentity assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request, RequestContext facts) {
    AssumeRoleRequest session = request.session();
    Instant now = now();
    Vouched vouched = identities.verified(request.token(), account(session.roleArn()));
    Asked asked = new Asked(session, vouched.tags(), vouched.sourceIdentity());
    Role role = authorised(vouched.bearer(), WITH_WEB_IDENTITY, asked, facts, TokenService::denied);
    checkDuration(session.duration(), role.maxSessionDuration(), "the role's longest session");
    Instant expiry = expiry(now.plus(session.duration()), vouched.identity().expiry(), now);
    return new AssumedRoleWithWebIdentity(
        maker.make(vouched.bearer(), role, asked, now, expiry),
        vouched.identity().subject(),
        vouched.audience(),
        vouched.identity().issuer());
  }

  /** When a session ends: a verifier may give a clock that is wrong some time, this doesn't. */
  private Instant expiry(Instant asked, Instant ofToken, Instant now) {
    if (lifetime == Lifetime.OF_ROLE || asked.isBefore(ofToken)) {
      return asked;
    }
    if (!ofToken.isAfter(now)) {
      throw new InvalidIdentityTokenException(InvalidIdentityTokenException.Reason.EXPIRED);
    }
    return ofToken;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * The role that is asked for, once all is allowed that the session takes.
   *
   * @param denial of an action: the same of a role that isn't there
   */
  private Role authorised(
      Principal caller,
      String action,
      Asked asked,
      RequestContext facts,
      Function<String, AccessDeniedException> denial) {
    Role role =
        find(asked.request().roleArn())
            .filter(found -> may(caller, action, found, asked, facts))
            .orElseThrow(() -> denial.apply(action));
    for (String further : asked.furtherActions()) {
      if (!may(caller, further, role, asked, facts)) {
        throw denial.apply(further);
      }
    }
    return role;
  }

  private static void checkDuration(Duration duration, Duration longest, String why) {
    if (duration.compareTo(longest) > 0) {
      throw new InvalidInputException(
          "DurationSeconds",
          Long.toString(duration.toSeconds()),
          "at most " + longest.toSeconds() + ", " + why);
    }
  }

  private Optional<Role> find(Arn arn) {
    AccountId account = account(arn);
    String resource = arn.resource();
    RoleName name = new RoleName(resource.substring(resource.lastIndexOf('/') + 1));
    return roles.apply(account).find(name).filter(role -> role.arn().equals(arn));
  }

  /** The account of what has to be a role. */
  private static AccountId account(Arn arn) {
    String resource = arn.resource();
    if (!arn.service().equals("iam")
        || !arn.region().isEmpty()
        || !resource.startsWith("role/")
        || resource.endsWith("/")) {
      throw new InvalidInputException("RoleArn", arn.toString(), "the ARN of a role");
    }
    return new AccountId(arn.account());
  }

  private boolean may(
      Principal caller, String action, Role role, Asked asked, RequestContext facts) {
    RequestContext context = asked.facts(role).over(facts);
    return authorizer.decideAssume(caller, action, role, context).isAllowed();
  }

  private static AccessDeniedException denied(Principal caller, String action, Arn role) {
    return Authorizer.denied(caller, action, role.toString());
  }

  /** In AWS's words, without whose token it is. */
  private static AccessDeniedException denied(String action) {
    return new AccessDeniedException("Not authorized to perform " + action);
  }
}
