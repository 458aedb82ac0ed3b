package io.sallyport.user;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyMetadata;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.identity.Bounded;
import io.sallyport.identity.EntityPolicies;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.Tagged;
import io.sallyport.identity.UserName;
import java.util.List;
import java.util.Optional;

/**
 * The users of one account, for hosts that have none of their own. Thread-safe. Every call may
 * throw {@link io.sallyport.error.UnavailableException} if the store can't be asked, and {@link
 * io.sallyport.error.AccessDeniedException} if the caller whose view this is may not make it; the
 * host's own view is trusted. Every call but {@code create}, {@code find} and {@code list} throws
 * {@link io.sallyport.error.NoSuchEntityException} if there is no such user.
 */
public interface UserManager extends EntityPolicies<UserName>, Bounded<UserName>, Tagged<UserName> {
  /** The most access keys that a user may have. */
  int MAX_ACCESS_KEYS = 2;

  /** The most groups that a user may be in. */
  int MAX_GROUPS = 10;

  /** The most characters, white space aside, that a user's inline policies may have together. */
  int MAX_INLINE_POLICIES = 2048;

  /** As {@link #create(CreateUserRequest)}, at the path {@code /}. */
  default User create(UserName name) {
    return create(CreateUserRequest.of(name));
  }

  /**
   * Creates a user who may do nothing and has no access key.
   *
   * @throws io.sallyport.error.ConflictException if the account has a user of this name, in any
   *     case
   */
  User create(CreateUserRequest request);

  /** The user of this name, if there is one. */
  Optional<User> find(UserName name);

  /** The user of this name. */
  User get(UserName name);

  /**
   * A page of the users, in the order of their names whatever their case and path. It may have
   * fewer than there are, and yet a next page.
   *
   * @param pathPrefix only those whose path begins so; {@code /} for all
   */
  Listing<User> list(String pathPrefix, PageRequest page);

  /**
   * Gives a user another name or path. Its id, keys, policies and groups stay; policies of roles
   * and buckets that named it as their principal mean it still, as AWS has it; they are shown with
   * its id from then on.
   *
   * @throws io.sallyport.error.ConflictException if another user has the new name, in any case
   */
  User update(UserName name, Renaming<UserName> renaming);

  /**
   * Deletes a user.
   *
   * @throws io.sallyport.error.ConflictException if it still has access keys, policies or groups
   */
  void delete(UserName name);

  /**
   * Makes an access key. Its secret is answered this once, and kept encrypted.
   *
   * @throws io.sallyport.error.LimitExceededException if the user has as many as it may have
   */
  AccessKey createAccessKey(UserName name);

  /**
   * Gives a user an access key that was made elsewhere.
   *
   * @throws io.sallyport.error.ConflictException if an access key of this id exists, in any account
   * @throws io.sallyport.error.LimitExceededException if the user has as many as it may have
   */
  void importAccessKey(UserName name, AccessKey key);

  /** A user's access keys, in the order they were made. */
  List<AccessKeyMetadata> listAccessKeys(UserName name);

  /**
   * Makes an access key active, or inactive: then it opens nothing from the next request on.
   *
   * @throws io.sallyport.error.NoSuchEntityException if the user has no such key
   */
  void updateAccessKey(UserName name, AccessKeyId id, AccessKeyStatus status);

  /**
   * Deletes an access key: it opens nothing from the next request on.
   *
   * @throws io.sallyport.error.NoSuchEntityException if the user has no such key
   */
  void deleteAccessKey(UserName name, AccessKeyId id);

  /**
   * Whose a key of this account is, and its last use, to the hour or so.
   *
   * @throws io.sallyport.error.NoSuchEntityException if the account has no such key
   */
  AccessKeyLastUsed getAccessKeyLastUsed(AccessKeyId id);

  /**
   * A user's administrative capabilities. Who may see its inline policies may see these, and who
   * may put and delete those may add and remove these.
   */
  AdminCaps caps(UserName name);

  /**
   * Gives a user administrative capabilities besides those that it has.
   *
   * @return all that it has then
   */
  AdminCaps addCaps(UserName name, AdminCaps caps);

  /**
   * Takes administrative capabilities away; those that it hasn't are none to take.
   *
   * @return all that it has then
   */
  AdminCaps removeCaps(UserName name, AdminCaps caps);
}
