package io.sallyport.managed;

import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.Tagged;
import java.util.Optional;

/**
 * The managed policies of one account, and those that are built in, which nobody can change.
 * Thread-safe. A change of the default version takes effect for everybody at the next request.
 *
 * <p>Every call may throw {@link io.sallyport.error.UnavailableException} if the store can't be
 * asked, and {@link io.sallyport.error.NoSuchEntityException} if there is no such policy.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
public interface ManagedPolicyManager extends Tagged<PolicyArn> {
  /** The most characters, white space aside, that a version may have. */
  int MAX_LENGTH = 6144;

  /** The most versions that a policy may have at once. */
  int MAX_VERSIONS = 5;

  /**
   * Creates a policy, whose first version is its default one.
   *
   * @throws io.sallyport.error.ConflictException if the account has a policy of this name, in any
   *     case and at any path
   * @throws io.sallyport.error.MalformedPolicyDocumentException if the document is no managed
   *     policy
   * @throws io.sallyport.error.LimitExceededException if it is too long
   */
  ManagedPolicy create(CreatePolicyRequest request);

  /** The policy of this ARN, if there is one. */
  Optional<ManagedPolicy> find(PolicyArn policy);

  /** The policy of this ARN. */
  ManagedPolicy get(PolicyArn policy);

  /**
   * The policies that a filter accepts, by name, whatever its case and their paths. A page may have
   * fewer than it was to have and yet have a next one.
   */
  Listing<ManagedPolicy> list(PolicyFilter filter, PageRequest page);

  /**
   * Deletes a policy.
   *
   * @throws io.sallyport.error.ConflictException if somebody has it, or it has other versions than
   *     the default one
   */
  void delete(PolicyArn policy);

  /**
   * Adds a version, which doesn't act yet.
   *
   * @throws io.sallyport.error.MalformedPolicyDocumentException if the document is no managed
   *     policy
   * @throws io.sallyport.error.LimitExceededException if it is too long, or there are as many
   *     versions as there may be
   */
  PolicyVersion createVersion(PolicyArn policy, String document);

  /** As {@link #createVersion}; the new version is the default one from then on. */
  PolicyVersion createDefaultVersion(PolicyArn policy, String document);

  /** A version with its document. */
  PolicyVersion getVersion(PolicyArn policy, PolicyVersionId version);

  /** A page of the versions, by number. */
  Listing<PolicyVersion> listVersions(PolicyArn policy, PageRequest page);

  /**
   * Deletes a version.
   *
   * @throws io.sallyport.error.ConflictException if it is the default one
   */
  void deleteVersion(PolicyArn policy, PolicyVersionId version);

  /** Makes a version the default one. */
  void setDefaultVersion(PolicyArn policy, PolicyVersionId version);

  /** A page of those who have a policy. */
  Listing<PolicyHolder> listHolders(PolicyArn policy, HolderFilter filter, PageRequest page);
}
