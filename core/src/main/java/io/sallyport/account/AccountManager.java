package io.sallyport.account;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyMetadata;
import io.sallyport.credential.AccessKeyStatus;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is one account's own: its alias, and the keys of its root user, who may do in the account
 * whatever nothing denies it, and may not assume roles. An account need not be made: it is there
 * with what it holds. Thread-safe. Every call may throw {@link
 * io.sallyport.error.UnavailableException} if the store can't be asked, and {@link
 * io.sallyport.error.AccessDeniedException} if the caller whose view this is may not make it; of
 * the root user's keys only itself and the host may.
 */
public interface AccountManager {

  /**
   * How many there are of each kind of entity, and how many there may be, by the names that AWS has
   * for them. It counts all of them. Where there is no limit, it says the largest number that AWS's
   * model has.
   */
  SortedMap<String, Long> summary();

  /** The account's alias, if it has one. */
  Optional<AccountAlias> alias();

  /**
   * Gives the account an alias, in the place of the one that it may have.
   *
   * @throws io.sallyport.error.ConflictException if an account has it already
   */
  void createAlias(AccountAlias alias);

  /**
   * Takes the account's alias away.
   *
   * @throws io.sallyport.error.NoSuchEntityException if it is not this account's
   */
  void deleteAlias(AccountAlias alias);

  /**
   * Makes an access key of the root user. Its secret is answered this once, and kept encrypted.
   *
   * @throws io.sallyport.error.LimitExceededException if there are two already
   */
  AccessKey createAccessKey();

  /**
   * Gives the root user an access key that was made elsewhere.
   *
   * @throws io.sallyport.error.ConflictException if an access key of this id exists, in any account
   * @throws io.sallyport.error.LimitExceededException if there are two already
   */
  void importAccessKey(AccessKey key);

  /**
   * Returns if the caller is the root user and nothing denies it this.
   *
   * @param action such as {@code iam:GetUser}
   */
  void requireRoot(String action);

  /** The root user's access keys, in the order they were made. */
  List<AccessKeyMetadata> listAccessKeys();

  /**
   * Makes an access key active, or inactive: then it opens nothing from the next request on.
   *
   * @throws io.sallyport.error.NoSuchEntityException if the root user has no such key
   */
  void updateAccessKey(AccessKeyId id, AccessKeyStatus status);

  /**
   * Deletes an access key: it opens nothing from the next request on.
   *
   * @throws io.sallyport.error.NoSuchEntityException if the root user has no such key
   */
  void deleteAccessKey(AccessKeyId id);
}
