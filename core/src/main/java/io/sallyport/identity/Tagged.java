package io.sallyport.identity;

import java.util.Set;

/**
 * The tags of the entities of one kind.
 *
 * <p>Every call throws {@link io.sallyport.error.NoSuchEntityException} if there is no such entity.
 *
 * @param <N> the name of such an entity
 */
public interface Tagged<N> {

  /**
   * Adds tags. A key that is there already gets the new values besides its own.
   *
   * @throws io.sallyport.error.LimitExceededException if they become more than {@link Tags#MAX}
   */
  void tag(N name, Tags tags);

  /** Removes the tags of some keys, with all their values; a key that isn't there is no error. */
  void untag(N name, Set<String> keys);

  /** A page of the tags, by key. */
  Listing<Tag> listTags(N name, PageRequest page);
}
