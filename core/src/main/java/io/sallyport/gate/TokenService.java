package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditEvent.Actor;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.entity.StoredPermissions;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.RoleName;
import io.sallyport.journal.Actors;
import io.sallyport.journal.Journal;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.session.Revocations;
import io.sallyport.session.Session;
import io.sallyport.session.SessionTokens;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.sts.StsService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Authorises first, and makes a token last. */
public final class TokenService implements StsService {
  /** How long a session lasts at most that another session begins. */
  private static final Duration LONGEST_OF_SESSION = Duration.ofHours(1);

  private final Function<AccountId, RoleManager> roles;
  private final StoredPermissions permissions;
  private final Authorizer authorizer;
  private final Revocations revocations;
  private final KeyRotation rotation;
  private final SessionTokens tokens;
  private final RandomIds ids;
  private final Clock clock;
  private final Journal journal;

  public TokenService(
      Function<AccountId, RoleManager> roles,
      StoredPermissions permissions,
      Authorizer authorizer,
      Revocations revocations,
      KeyRotation rotation,
      SessionTokens tokens,
      RandomIds ids,
      Clock clock,
      Journal journal) {
    this.roles = roles;
    this.permissions = permissions;
    this.authorizer = authorizer;
    this.revocations = revocations;
    this.rotation = rotation;
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
    this.journal = journal;
  }

  @Override
  public AssumedRole assumeRole(Principal caller, AssumeRoleRequest request, RequestContext facts) {
    Optional<SessionDetails> parent =
        caller instanceof Principal.RoleSession session
            ? Optional.of(session.details())
            : Optional.empty();
    Asked asked = Asked.of(request, parent);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Role role =
        find(request.roleArn())
            .filter(found -> may(caller, "sts:AssumeRole", found, asked, facts))
            .orElseThrow(() -> denied(caller, "sts:AssumeRole", request.roleArn()));
    for (String action : asked.furtherActions()) {
      if (!may(caller, action, role, asked, facts)) {
        throw denied(caller, action, request.roleArn());
      }
    }
    checkDuration(request.duration(), role, parent.isPresent());
    for (PolicyArn arn : request.policies().managed()) {
      if (!permissions.has(role.account(), arn)) {
        throw new InvalidInputException(
            "PolicyArns", arn.value(), "a managed policy of the role's account");
      }
    }
    AssumedRole session =
        assume(caller, role, asked, now, parent.map(SessionDetails::lineage).orElse(Lineage.NONE));
    if (journal.isKept()) {
      journal.note(issued(Actors.of(caller, facts), "sts:AssumeRole", session));
    }
    return session;
  }

  private AuditEvent issued(Actor actor, String operation, AssumedRole session) {
    SessionDetails details = session.principal().details();
    return new AuditEvent.Issued(
        journal.now(),
        actor,
        operation,
        session.arn().toString(),
        session.credentials().accessKeyId(),
        details.id(),
        details.expiry());
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

  private boolean may(
      Principal caller, String action, Role role, Asked asked, RequestContext facts) {
    if (!(caller instanceof Principal.User || caller instanceof Principal.RoleSession)) {
      return false;
    }
    RequestContext context = asked.facts(role).over(facts);
    return authorizer.decideAssume(caller, action, role, context).isAllowed();
  }

  /**
   * Begins the session.
   *
   * @param now from before it was decided: what is revoked meanwhile ends it
   */
  private AssumedRole assume(
      Principal caller, Role role, Asked asked, Instant now, Lineage parent) {
    AssumeRoleRequest request = asked.request();
    String id = ids.unique();
    List<Lineage.Mark> marks = new ArrayList<>();
    marks.add(revocations.mark(Lineage.Kind.SESSION, id));
    marks.add(revocations.mark(Lineage.Kind.ROLE, role.id().value()));
    if (caller instanceof Principal.User user) {
      marks.add(revocations.mark(Lineage.Kind.USER, user.id().value()));
    }
    asked
        .sourceIdentity()
        .ifPresent(who -> marks.add(revocations.mark(Lineage.Kind.SOURCE_IDENTITY, who.value())));
    SessionDetails details =
        new SessionDetails(
            id,
            now,
            now.plus(request.duration()),
            asked.tags(),
            asked.sourceIdentity(),
            new Lineage(marks).descending(parent));
    Session session =
        new Session(
            new AccessKeyId(ids.sessionAccessKey()),
            SecretKey.of(ids.secretKey()),
            role.account(),
            role.id(),
            role.name(),
            request.sessionName(),
            request.policies(),
            details);
    rotation.rotateIfDue();
    SessionToken token = tokens.seal(session);
    return new AssumedRole(
        new Credentials(session.accessKeyId(), session.secretKey(), token, details.expiry()),
        new Principal.RoleSession(
            role, permissions.of(role, session.policies()), session.sessionName(), details),
        SessionTokens.packedPolicySize(session));
  }

  private static AccessDeniedException denied(Principal caller, String action, Arn role) {
    return Authorizer.denied(caller, action, role.toString());
  }
}
