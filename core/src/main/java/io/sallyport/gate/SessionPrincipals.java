package io.sallyport.gate;

import io.sallyport.entity.StoredPermissions;
import io.sallyport.identity.AccountId;
import io.sallyport.principal.FederatedUser;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.principal.RoleSession;
import io.sallyport.principal.UserSession;
import io.sallyport.role.RoleManager;
import io.sallyport.session.Session;
import io.sallyport.session.SessionHolder;
import io.sallyport.session.SessionHolder.NamedUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** Sessions as callers, with what their holders may do now. Thread-safe. */
public final class SessionPrincipals {
  private final Function<AccountId, RoleManager> roles;
  private final PrincipalDirectory directory;
  private final StoredPermissions permissions;
  private final Clock clock;

  public SessionPrincipals(
      Function<AccountId, RoleManager> roles,
      PrincipalDirectory directory,
      StoredPermissions permissions,
      Clock clock) {
    this.roles = roles;
    this.directory = directory;
    this.permissions = permissions;
    this.clock = clock;
  }

  /**
   * The session as a caller; empty if its holder is not there. One of the same name that is not the
   * same is not it.
   */
  Optional<Principal> find(Session session) {
    SessionHolder holder = session.holder();
    if (holder instanceof SessionHolder.OfRole role) {
      return ofRole(session, role).map(found -> found);
    }
    if (holder instanceof SessionHolder.OfUser own) {
      return owner(session.account(), own.user())
          .map(
              owner ->
                  new UserSession(owner, own.secondFactorAt().map(this::age), session.details()));
    }
    SessionHolder.OfFederatedUser federated = (SessionHolder.OfFederatedUser) holder;
    return owner(session.account(), federated.user())
        .map(
            owner ->
                new FederatedUser(
                    owner,
                    federated.name(),
                    permissions.limit(session.account(), session.policies()),
                    session.details()));
  }

  /** A session of a role as a caller, if the role is there. */
  Optional<RoleSession> ofRole(Session session, SessionHolder.OfRole named) {
    return roles
        .apply(session.account())
        .find(named.name())
        .filter(role -> role.id().equals(named.id()))
        .map(
            role ->
                new RoleSession(
                    role,
                    permissions.of(role, session.policies()),
                    named.sessionName(),
                    session.details()));
  }

  /**
   * The user or root user that has sessions, as it is now. One that is itself limited as a session
   * is has none: their limits would take the place of its own.
   *
   * @param user empty for the account's root user
   */
  private Optional<Principal> owner(AccountId account, Optional<NamedUser> user) {
    if (user.isEmpty()) {
      return directory.hasRootUser(account)
          ? Optional.of(new Principal.Root(account))
          : Optional.empty();
    }
    return directory
        .find(account, user.get().name())
        .filter(found -> found.account().equals(account) && found.id().equals(user.get().id()))
        .filter(found -> found.permissions().session() instanceof PermissionLimit.None)
        .map(found -> found);
  }

  /** A clock that was set back makes nothing younger than it was when it was given. */
  private Duration age(Instant secondFactorAt) {
    Duration age =
        Duration.between(secondFactorAt, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    return age.isNegative() ? Duration.ZERO : age;
  }
}
