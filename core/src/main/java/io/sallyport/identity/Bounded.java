package io.sallyport.identity;

/**
 * The permissions boundaries of the entities of one kind: managed policies that say what an entity
 * may do at most.
 *
 * <p>Every call throws {@link io.sallyport.error.NoSuchEntityException} if there is no such entity.
 *
 * @param <N> the name of such an entity
 */
public interface Bounded<N> {

  /**
   * Sets an entity's boundary, in the place of the one that it may have.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such policy
   */
  void putPermissionsBoundary(N name, PolicyArn policy);

  /**
   * Takes an entity's boundary away.
   *
   * @throws io.sallyport.error.NoSuchEntityException if it has none
   */
  void deletePermissionsBoundary(N name);
}
