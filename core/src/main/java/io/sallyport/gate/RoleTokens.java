package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.entity.StoredPermissions;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.gate.SessionIssuer.Beginning;
import io.sallyport.gate.SessionIssuer.Begun;
import io.sallyport.gate.WebIdentities.Vouched;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.Principal;
import io.sallyport.principal.RoleSession;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.UserSession;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.session.SessionHolder;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.AssumedRoleWithWebIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Sessions of roles: authorises first, and makes a token last. Thread-safe. */
public final class RoleTokens {
  /** How long a session of a role lasts at most that another one begins. */
  private static final Duration LONGEST_OF_SESSION = Duration.ofHours(1);

  static final String ASSUME_ROLE = "sts:AssumeRole";
  static final String WITH_WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";

  private final Function<AccountId, RoleManager> roles;
  private final StoredPermissions permissions;
  private final Authorizer authorizer;
  private final SecondFactors secondFactors;
  private final SessionIssuer issuer;
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

  /** Sessions of these roles. */
  public RoleTokens(
      Function<AccountId, RoleManager> roles,
      StoredPermissions permissions,
      Authorizer authorizer,
      SecondFactors secondFactors,
      SessionIssuer issuer,
      WebIdentities identities,
      Lifetime lifetime,
      Clock clock) {
    this.roles = roles;
    this.permissions = permissions;
    this.authorizer = authorizer;
    this.secondFactors = secondFactors;
    this.issuer = issuer;
    this.identities = identities;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  AssumedRole assumeRole(Principal caller, AssumeRoleRequest request, RequestContext facts) {
    Optional<SessionDetails> parent = Asked.parent(caller);
    Asked asked = Asked.of(request, parent);
    requireMayHaveRoles(caller, request.roleArn());
    Instant now = now();
    request.mfaCode().ifPresent(code -> issuer.requireMayBegin(caller, now));
    Asker asker = secondFactors.asker(caller, request.mfaCode(), facts);
    Role role =
        authorised(
            asker, ASSUME_ROLE, asked, (action, found) -> denied(asker, action, found, asked));
    if (parent.isPresent()) {
      checkDuration(request.duration(), LONGEST_OF_SESSION, "since another session begins it");
    }
    Duration duration =
        parent
            .filter(RoleTokens::isOfToken)
            .map(it -> duration(request.duration(), Duration.between(now, it.expiry())))
            .orElse(request.duration());
    return begin(asker, ASSUME_ROLE, role, asked, now, duration);
  }

  private static boolean isOfToken(SessionDetails session) {
    return session.lineage().marks().stream().anyMatch(it -> it.kind() == Lineage.Kind.PROVIDER);
  }

  /** A root user assumes none, nor whoever is in no account or was federated. */
  static void requireMayHaveRoles(Principal caller, Arn asked) {
    boolean may =
        caller instanceof Principal.User
            || caller instanceof RoleSession
            || (caller instanceof UserSession session && session.owner() instanceof Principal.User);
    if (!may) {
      throw Denials.denied(caller, ASSUME_ROLE, asked.toString());
    }
  }

  AssumedRoleWithWebIdentity assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request, RequestContext facts) {
    AssumeRoleRequest session = request.session();
    Instant now = now();
    Vouched vouched = identities.verified(request.token(), account(session.roleArn()), facts);
    Asked asked = new Asked(session, vouched.tags(), vouched.sourceIdentity());
    Asker asker = new Asker(vouched.bearer(), facts);
    Role role = authorised(asker, WITH_WEB_IDENTITY, asked, (action, found) -> denied(action));
    return new AssumedRoleWithWebIdentity(
        begin(
            asker,
            WITH_WEB_IDENTITY,
            role,
            asked,
            now,
            duration(session.duration(), Duration.between(now, vouched.identity().expiry()))),
        vouched.identity().subject(),
        vouched.audience(),
        vouched.identity().issuer());
  }

  /** How long a session lasts: a verifier may bear with a clock that is wrong, this doesn't. */
  private Duration duration(Duration asked, Duration ofToken) {
    if (lifetime == Lifetime.OF_ROLE || asked.compareTo(ofToken) < 0) {
      return asked;
    }
    if (ofToken.isNegative() || ofToken.isZero()) {
      throw new InvalidIdentityTokenException(InvalidIdentityTokenException.Reason.EXPIRED);
    }
    return ofToken;
  }

  /**
   * The role that is asked for, once all is allowed that the session takes.
   *
   * @param denial of an action: the same of a role that isn't there
   */
  private Role authorised(
      Asker asker,
      String action,
      Asked asked,
      BiFunction<String, Optional<Role>, AccessDeniedException> denial) {
    Optional<Role> found = find(asked.request().roleArn());
    Role role =
        found
            .filter(it -> may(asker, action, it, asked))
            .orElseThrow(() -> denial.apply(action, found));
    for (String further : asked.furtherActions()) {
      if (!may(asker, further, role, asked)) {
        throw denial.apply(further, found);
      }
    }
    checkDuration(
        asked.request().duration(), role.maxSessionDuration(), "the role's longest session");
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

  private AssumedRole begin(
      Asker asker, String operation, Role role, Asked asked, Instant now, Duration duration) {
    AssumeRoleRequest request = asked.request();
    permissions.require(role.account(), request.policies());
    Beginning beginning =
        new Beginning(
            operation,
            role.account(),
            new SessionHolder.OfRole(role.id(), role.name(), request.sessionName()),
            request.policies(),
            asked.tags(),
            asked.sourceIdentity(),
            now,
            duration);
    Begun<RoleSession> begun =
        issuer.begin(
            asker,
            beginning,
            session ->
                new RoleSession(
                    role,
                    permissions.of(role, session.policies()),
                    request.sessionName(),
                    session.details()));
    return new AssumedRole(begun.credentials(), begun.principal(), begun.packedPolicySize());
  }

  Optional<Role> find(Arn arn) {
    AccountId account = account(arn);
    String resource = arn.resource();
    RoleName name = new RoleName(resource.substring(resource.lastIndexOf('/') + 1));
    return roles.apply(account).find(name).filter(role -> role.arn().equals(arn));
  }

  /** The account of what has to be a role. */
  static AccountId account(Arn arn) {
    String resource = arn.resource();
    if (!arn.service().equals("iam")
        || !arn.region().isEmpty()
        || !resource.startsWith("role/")
        || resource.endsWith("/")) {
      throw new InvalidInputException("RoleArn", arn.toString(), "the ARN of a role");
    }
    return AccountId.named(arn.account());
  }

  private boolean may(Asker asker, String action, Role role, Asked asked) {
    RequestContext context = asked.facts(role).over(asker.facts());
    return authorizer.decideAssume(asker, action, role, context).isAllowed();
  }

  /** No other for a role that isn't there, and none that tells of another account's role. */
  private AccessDeniedException denied(
      Asker asker, String action, Optional<Role> role, Asked asked) {
    RequestContext known =
        role.filter(it -> it.account().equals(asker.caller().account()))
            .map(it -> asked.facts(it).over(asker.facts()))
            .orElse(asker.facts());
    Arn arn = asked.request().roleArn();
    return authorizer.denials().deniedAssume(asker.caller(), action, arn, role, known);
  }

  private static AccessDeniedException denied(String action) {
    return new AccessDeniedException("Not authorized to perform " + action); // AWS's words.
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
