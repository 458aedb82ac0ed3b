package io.sallyport.user;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.principal.Principal;
import java.util.List;
import java.util.Optional;

/**
 * The users of one account, for hosts that have none of their own. Thread-safe. Every call may
 * throw {@link io.sallyport.error.UnavailableException} if the store can't be asked.
 */
public interface UserManager {
  /** The most access keys that a user may have. */
  int MAX_ACCESS_KEYS = 2;

  /** The most characters, white space aside, that a user's inline policies may have together. */
  int MAX_INLINE_POLICIES = 2048;

  /**
   * Creates a user who may do nothing and has no access key.
   *
   * @throws io.sallyport.error.ConflictException if the account has a user of this name, in any
   *     case
   */
  Principal.User create(UserName name);

  /** The user of this name, if there is one. */
  Optional<Principal.User> find(UserName name);

  /**
   * The user of this name.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is none
   */
  Principal.User get(UserName name);

  /**
   * Deletes a user.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is none
   * @throws io.sallyport.error.ConflictException if it still has access keys or policies
   */
  void delete(UserName name);

  /**
   * Adds an inline policy, or replaces the one of this name.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such user
   * @throws io.sallyport.error.MalformedPolicyDocumentException if the document is no identity
   *     policy
   * @throws io.sallyport.error.LimitExceededException if the user's policies become too long
   */
  void putPolicy(UserName name, PolicyName policy, String document);

  /**
   * Deletes an inline policy.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such user or policy
   */
  void deletePolicy(UserName name, PolicyName policy);

  /**
   * Makes an access key. Its secret is answered this once, and kept encrypted.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such user
   * @throws io.sallyport.error.LimitExceededException if the user has as many as it may have
   */
  AccessKey createAccessKey(UserName name);

  /**
   * Gives a user an access key that was made elsewhere.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such user
   * @throws io.sallyport.error.ConflictException if an access key of this id exists, in any account
   * @throws io.sallyport.error.LimitExceededException if the user has as many as it may have
   */
  void importAccessKey(UserName name, AccessKey key);

  /**
   * The ids of a user's access keys, in the order they were made.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such user
   */
  List<AccessKeyId> listAccessKeys(UserName name);

  /**
   * Deletes an access key: it opens nothing from the next request on.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such user, or it has no such
   *     key
   */
  void deleteAccessKey(UserName name, AccessKeyId id);
}
