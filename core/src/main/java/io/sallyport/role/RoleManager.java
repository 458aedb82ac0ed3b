package io.sallyport.role;

import io.sallyport.identity.Bounded;
import io.sallyport.identity.EntityPolicies;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.Tagged;
import java.util.Optional;

/**
 * The roles of one account. Thread-safe. Changes take effect for every session at its next request.
 *
 * <p>Every call may throw {@link io.sallyport.error.UnavailableException} if the store can't be
 * asked; a change that others keep getting in the way of ends with {@code ConcurrentModification}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
public interface RoleManager extends EntityPolicies<RoleName>, Bounded<RoleName>, Tagged<RoleName> {
  /** The most characters, white space aside, that a trust policy may have. */
  int MAX_TRUST_POLICY = 4096;

  /**
   * The most users and roles that a trust policy may name: to save it is to change it only if each
   * of them still is who it was. Accounts don't count.
   */
  int MAX_TRUSTED = 50;

  /** The most characters, white space aside, that a role's inline policies may have together. */
  int MAX_INLINE_POLICIES = 10_240;

  /**
   * Creates a role.
   *
   * @throws io.sallyport.error.ConflictException if the account has a role of this name, in any
   *     case and at any path
   * @throws io.sallyport.error.MalformedPolicyDocumentException if the trust policy is none, or
   *     names a user or role that isn't there
   * @throws io.sallyport.error.LimitExceededException if the trust policy is too long, or names
   *     more than {@link #MAX_TRUSTED}
   * @throws io.sallyport.error.NoSuchEntityException if its boundary is no policy that is there
   */
  Role create(CreateRoleRequest request);

  /** The role of this name, if there is one. */
  Optional<Role> find(RoleName name);

  /**
   * The role of this name. In its trust policy, the id of a user or role that is gone stands in the
   * place of its ARN; so it does in all that this interface answers but {@link #find}.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is none
   */
  Role get(RoleName name);

  /**
   * The roles whose path begins with this text, by name, whatever its case and their paths. A page
   * may have fewer than it was to have and yet have a next one. A page sequence misses no role that
   * exists from its first page to its last, and answers none twice.
   *
   * @param pathPrefix any beginning of a path, such as {@code /application} or {@code /}
   * @throws io.sallyport.error.InvalidInputException if the prefix doesn't begin with a slash, or
   *     the marker is not one that this method gave
   */
  Listing<Role> list(String pathPrefix, PageRequest page);

  /**
   * Deletes a role, and with it every session of the role.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is none
   * @throws io.sallyport.error.ConflictException if it still has policies, of its own or attached
   */
  void delete(RoleName name);

  /**
   * Replaces a role's trust policy.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such role
   * @throws io.sallyport.error.MalformedPolicyDocumentException if the document is no trust policy,
   *     or names a user or role that isn't there
   * @throws io.sallyport.error.LimitExceededException if it is too long, or names more than {@link
   *     #MAX_TRUSTED}
   */
  void updateTrustPolicy(RoleName name, String document);

  /**
   * Changes a role's description and its longest session.
   *
   * @return the role as it is then
   * @throws io.sallyport.error.NoSuchEntityException if there is no such role
   */
  Role update(UpdateRoleRequest request);

  /**
   * Changes a role's description.
   *
   * @return the role as it is then
   * @throws io.sallyport.error.NoSuchEntityException if there is no such role
   */
  Role updateDescription(RoleName name, String description);

  /**
   * The instance profiles that a role is in: none, since there are none here.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such role
   */
  Listing<String> listInstanceProfiles(RoleName name, PageRequest page);
}
