package io.sallyport.session;

import io.sallyport.identity.FederatedName;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import java.time.Instant;
import java.util.Optional;

/** Whose a session is, as its token names it: who that is, and may, is asked at every use. */
public sealed interface SessionHolder {

  /** A role's, as AssumeRole begins it. */
  record OfRole(RoleId id, RoleName name, SessionName sessionName) implements SessionHolder {}

  /**
   * A user's own, as GetSessionToken begins it.
   *
   * @param user empty if it is the account's root user
   * @param secondFactorAt when a second factor was given, in whole seconds, if one was
   */
  record OfUser(Optional<NamedUser> user, Optional<Instant> secondFactorAt)
      implements SessionHolder {}

  /**
   * One that a user federates, as GetFederationToken begins it.
   *
   * @param user empty if it is the account's root user
   */
  record OfFederatedUser(Optional<NamedUser> user, FederatedName name) implements SessionHolder {}

  /** A user by its name, and by the id that no other comes to have. */
  record NamedUser(UserId id, UserName name) {}
}
