package io.sallyport.sts;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.UserId;
import io.sallyport.role.Role;
import java.time.Instant;

/**
 * Ends sessions before they expire. What ends a session ends all that descend from it. A revocation
 * is durable, holds at once on the node that made it and on all others within {@code maxStaleness},
 * and is forgotten when no session can be left that it ends. Sessions that begin later are
 * untouched; but within twice {@code maxStaleness} none begins that it would end ({@link
 * io.sallyport.error.ThrottlingException}), and what a node that hasn't heard of it begins then,
 * ends: it may not have heard either of what was changed before, such as a trust policy.
 * Thread-safe.
 *
 * <p>What a session may be spared by, that it was not issued before some time, is told by the clock
 * of the node that began it: one whose clock is ahead spares sessions that are older. Only without
 * such a time does no clock save a session.
 *
 * <p>Each method throws {@link io.sallyport.error.UnavailableException} if the store can't be
 * asked, and {@link io.sallyport.error.LimitExceededException} if too many revocations are kept
 * already: some ten thousand at once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html">Revoke
 *     role sessions</a>
 */
public interface SessionManager {

  /**
   * Ends one session.
   *
   * @param sessionId as {@link io.sallyport.principal.SessionDetails#id} and audit name it
   * @throws io.sallyport.error.InvalidInputException if no session can have it
   */
  void revokeSession(String sessionId);

  /** Ends all sessions of a role so far. */
  void revokeRole(Role role);

  /**
   * Ends those of them that were issued before some time.
   *
   * @throws io.sallyport.error.InvalidInputException if the time is still to come
   */
  void revokeRole(Role role, Instant issuedBefore);

  /**
   * Ends all sessions so far that a user began, by whatever name: of roles, of its own, and those
   * that it federated.
   *
   * @param user the id: a user that is gone has no other
   */
  void revokeUser(UserId user);

  /**
   * Ends those of them that were issued before some time.
   *
   * @throws io.sallyport.error.InvalidInputException if the time is still to come
   */
  void revokeUser(UserId user, Instant issuedBefore);

  /** Ends all sessions so far that an account's root user began. */
  void revokeRoot(AccountId account);

  /**
   * Ends those of them that were issued before some time.
   *
   * @throws io.sallyport.error.InvalidInputException if the time is still to come
   */
  void revokeRoot(AccountId account, Instant issuedBefore);

  /** Ends all sessions so far with this source identity. */
  void revokeSourceIdentity(SourceIdentity sourceIdentity);

  /**
   * Ends those of them that were issued before some time.
   *
   * @throws io.sallyport.error.InvalidInputException if the time is still to come
   */
  void revokeSourceIdentity(SourceIdentity sourceIdentity, Instant issuedBefore);

  /**
   * Ends all sessions so far that began by the word of an OpenID Connect provider of this account,
   * be it registered still or not.
   */
  void revokeProvider(AccountId account, ProviderName provider);

  /**
   * Ends those of them that were issued before some time.
   *
   * @throws io.sallyport.error.InvalidInputException if the time is still to come
   */
  void revokeProvider(AccountId account, ProviderName provider, Instant issuedBefore);

  /**
   * Ends all sessions so far of somebody for whom a provider vouched.
   *
   * @param subject the provider's name for who it is, letter by letter
   */
  void revokeSubject(AccountId account, ProviderName provider, String subject);

  /**
   * Ends those of them that were issued before some time.
   *
   * @throws io.sallyport.error.InvalidInputException if the time is still to come
   */
  void revokeSubject(
      AccountId account, ProviderName provider, String subject, Instant issuedBefore);
}
