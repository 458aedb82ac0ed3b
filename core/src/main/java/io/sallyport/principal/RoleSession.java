package io.sallyport.principal;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tags;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.role.Role;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session of a role. Its tags are the role's, as they are now, and its own, of which a key takes
 * the place of the role's. Immutable.
 */
public final class RoleSession implements Principal {
  private final Role role;
  private final Permissions permissions;
  private final SessionName sessionName;
  private final SessionDetails details;

  /** Its names, which every request of the session asks for, and which don't change. */
  private final Caller.RoleSession caller;

  /**
   * A session as it is now.
   *
   * @param role the role as it is now
   * @param permissions what the role may do now, within what the session may
   * @param sessionName as the session's maker chose it
   */
  public RoleSession(
      Role role, Permissions permissions, SessionName sessionName, SessionDetails details) {
    this.role = requireNonNull(role, "role");
    this.permissions = requireNonNull(permissions, "permissions");
    this.sessionName = requireNonNull(sessionName, "sessionName");
    this.details = requireNonNull(details, "details");
    this.caller =
        new Caller.RoleSession(arn().toString(), role.account().value(), role.arn().toString());
  }

  /** The role as it is now. */
  public Role role() {
    return role;
  }

  @Override
  public Permissions permissions() {
    return permissions;
  }

  /** What the session's maker called it. */
  public SessionName sessionName() {
    return sessionName;
  }

  /** What was said of the session when it was made. */
  public SessionDetails details() {
    return details;
  }

  /** {@code arn:aws:sts::account:assumed-role/role/session}; AWS leaves the role's path out. */
  public Arn arn() {
    return IamArn.roleSession(role.account(), role.name(), sessionName);
  }

  @Override
  public AccountId account() {
    return role.account();
  }

  /** {@code role-id:session-name}. */
  @Override
  public String userId() {
    return role.id() + ":" + sessionName;
  }

  @Override
  public String name() {
    return caller.arn();
  }

  @Override
  public Optional<SessionDetails> session() {
    return Optional.of(details);
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public void describe(RequestContext.Builder context) {
    requireNonNull(context, "context");
    context.host("aws:PrincipalType", "AssumedRole");
    context.host("aws:PrincipalArn", caller.roleArn());
    context.host("aws:PrincipalAccount", account().value());
    context.host("aws:PrincipalIsAWSService", "false");
    context.host("aws:userid", userId());
    context.host("aws:TokenIssueTime", details.issuedAt().toString());
    context.host("aws:MultiFactorAuthPresent", "false");
    context.host(
        "aws:SourceIdentity",
        details.sourceIdentity().stream().map(SourceIdentity::value).toArray(String[]::new));
    Tags own = details.tags().tags();
    role.holdings().tags().without(own.keys()).describe("aws:PrincipalTag/", context);
    own.describe("aws:PrincipalTag/", context);
    details.federation().ifPresent(federation -> federation.describeSession(context));
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof RoleSession other
        && role.equals(other.role)
        && permissions.equals(other.permissions)
        && sessionName.equals(other.sessionName)
        && details.equals(other.details);
  }

  @Override
  public int hashCode() {
    return Objects.hash(role, permissions, sessionName, details);
  }

  @Override
  public String toString() {
    return name();
  }
}
