package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.entity.StoredPermissions;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.gate.SecondFactors.Asker;
import io.sallyport.gate.SessionIssuer.Beginning;
import io.sallyport.gate.SessionIssuer.Begun;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.UserSession;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.session.Session;
import io.sallyport.session.SessionHolder;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.BegunSession;
import io.sallyport.sts.GetFederationTokenRequest;
import io.sallyport.sts.GetSessionTokenRequest;
import io.sallyport.sts.StsService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** Authorises first, and makes a token last. */
public final class TokenService implements StsService {
  /** How long a session of a role lasts at most that another one begins. */
  private static final Duration LONGEST_OF_SESSION = Duration.ofHours(1);

  private final Function<AccountId, RoleManager> roles;
  private final StoredPermissions permissions;
  private final Authorizer authorizer;
  private final SecondFactors secondFactors;
  private final SessionIssuer issuer;
  private final UserTokens users;
  private final Clock clock;

  /**
   * Sessions of these roles.
   *
   * @param users does what is asked for users
   */
  public TokenService(
      Function<AccountId, RoleManager> roles,
      StoredPermissions permissions,
      Authorizer authorizer,
      SecondFactors secondFactors,
      SessionIssuer issuer,
      UserTokens users,
      Clock clock) {
    this.roles = roles;
    this.permissions = permissions;
    this.authorizer = authorizer;
    this.secondFactors = secondFactors;
    this.issuer = issuer;
    this.users = users;
    this.clock = clock;
  }

  @Override
  public AssumedRole assumeRole(Principal caller, AssumeRoleRequest request, RequestContext facts) {
    Optional<SessionDetails> parent =
        caller instanceof Principal.RoleSession session
            ? Optional.of(session.details())
            : Optional.empty();
    Asked asked = Asked.of(request, parent);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (!mayHaveRoles(caller)) {
      throw denied(caller, "sts:AssumeRole", request.roleArn());
    }
    Asker asker = secondFactors.asker(caller, request.mfaCode(), facts);
    Role role =
        find(request.roleArn())
            .filter(found -> may(asker, "sts:AssumeRole", found, asked))
            .orElseThrow(() -> denied(caller, "sts:AssumeRole", request.roleArn()));
    for (String action : asked.furtherActions()) {
      if (!may(asker, action, role, asked)) {
        throw denied(caller, action, request.roleArn());
      }
    }
    checkDuration(request.duration(), role, parent.isPresent());
    permissions.require(role.account(), request.policies());
    SessionHolder.OfRole holder =
        new SessionHolder.OfRole(role.id(), role.name(), request.sessionName());
    Begun begun =
        issuer.begin(
            caller,
            new Beginning(
                role.account(),
                holder,
                request.policies(),
                asked.tags(),
                asked.sourceIdentity(),
                now,
                request.duration()));
    Session session = begun.session();
    return new AssumedRole(
        begun.credentials(),
        new Principal.RoleSession(
            role,
            permissions.of(role, session.policies()),
            request.sessionName(),
            session.details()),
        begun.packedPolicySize());
  }

  /** A root user assumes none, nor whoever is in no account or was federated. */
  private static boolean mayHaveRoles(Principal caller) {
    return caller instanceof Principal.User
        || caller instanceof Principal.RoleSession
        || (caller instanceof UserSession session && session.owner() instanceof Principal.User);
  }

  private static void checkDuration(Duration duration, Role role, boolean isChained) {
    if (duration.compareTo(role.maxSessionDuration()) > 0) {
      throw new InvalidInputException(
          "DurationSeconds",
          Long.toString(duration.toSeconds()),
          "at most " + role.maxSessionDuration().toSeconds() + ", the role's longest session");
    }
    if (isChained && duration.compareTo(LONGEST_OF_SESSION) > 0) {
      throw new InvalidInputException(
          "DurationSeconds",
          Long.toString(duration.toSeconds()),
          "at most " + LONGEST_OF_SESSION.toSeconds() + ", since another session begins it");
    }
  }

  private Optional<Role> find(Arn arn) {
    String resource = arn.resource();
    if (!arn.service().equals("iam")
        || !arn.region().isEmpty()
        || !resource.startsWith("role/")
        || resource.endsWith("/")) {
      throw new InvalidInputException("RoleArn", arn.toString(), "the ARN of a role");
    }
    RoleName name = new RoleName(resource.substring(resource.lastIndexOf('/') + 1));
    return roles
        .apply(new AccountId(arn.account()))
        .find(name)
        .filter(role -> role.arn().equals(arn));
  }

  private boolean may(Asker asker, String action, Role role, Asked asked) {
    RequestContext context = asked.facts(role).over(asker.facts());
    return authorizer.decideAssume(asker.caller(), action, role, context).isAllowed();
  }

  @Override
  public BegunSession getSessionToken(
      Principal caller, GetSessionTokenRequest request, RequestContext facts) {
    return users.getSessionToken(caller, request, facts);
  }

  @Override
  public BegunSession getFederationToken(
      Principal caller, GetFederationTokenRequest request, RequestContext facts) {
    return users.getFederationToken(caller, request, facts);
  }

  @Override
  public AccountId getAccessKeyInfo(Principal caller, AccessKeyId id, RequestContext facts) {
    return users.getAccessKeyInfo(caller, id, facts);
  }

  private static AccessDeniedException denied(Principal caller, String action, Arn role) {
    return Authorizer.denied(caller, action, role.toString());
  }
}
