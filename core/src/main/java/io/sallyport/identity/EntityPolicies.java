package io.sallyport.identity;

/**
 * The inline and the attached policies of the entities of one kind.
 *
 * <p>Every call throws {@link io.sallyport.error.NoSuchEntityException} if there is no such entity.
 *
 * @param <N> the name of such an entity
 */
public interface EntityPolicies<N> {
  /** The most managed policies that may be attached to one entity. */
  int MAX_ATTACHED = 10;

  /**
   * Adds an inline policy, or replaces the one of this name.
   *
   * @throws io.sallyport.error.MalformedPolicyDocumentException if the document is no identity
   *     policy
   * @throws io.sallyport.error.LimitExceededException if the entity's policies become too long
   */
  void putPolicy(N name, PolicyName policy, String document);

  /**
   * An inline policy's document, as it was submitted.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such policy
   */
  String getPolicy(N name, PolicyName policy);

  /** A page of the names of the inline policies, in order. */
  Listing<PolicyName> listPolicies(N name, PageRequest page);

  /**
   * Deletes an inline policy.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such policy
   */
  void deletePolicy(N name, PolicyName policy);

  /**
   * Attaches a managed policy; one that is attached already stays so.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such policy
   * @throws io.sallyport.error.LimitExceededException if there are {@link #MAX_ATTACHED} already
   */
  void attachPolicy(N name, PolicyArn policy);

  /**
   * Detaches a managed policy.
   *
   * @throws io.sallyport.error.NoSuchEntityException if it is not attached
   */
  void detachPolicy(N name, PolicyArn policy);

  /**
   * A page of the attached policies, by name.
   *
   * @param pathPrefix only those whose path begins so; {@code /} for all
   */
  Listing<AttachedPolicy> listAttachedPolicies(N name, String pathPrefix, PageRequest page);
}
