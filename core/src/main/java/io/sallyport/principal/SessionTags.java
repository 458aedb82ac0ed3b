package io.sallyport.principal;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tags of a session. Immutable.
 *
 * @param tags what the session was given, and what it inherited
 * @param transitive the keys, in lower case, of those that every session inherits that is begun by
 *     this one
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">Session
 *     tags</a>
 */
public record SessionTags(Tags tags, Set<String> transitive) {
  /** No tags. */
  public static final SessionTags NONE = new SessionTags(Tags.NONE, Set.of());

  /**
   * Checks the keys.
   *
   * @throws InvalidInputException if a transitive key is none of the tags'
   */
  public SessionTags {
    Set<String> folded = new LinkedHashSet<>();
    for (String key : transitive) {
      if (tags.values(key).isEmpty()) {
        throw new InvalidInputException("TransitiveTagKeys", key, "the key of one of the Tags");
      }
      folded.add(Tag.folded(key));
    }
    transitive = folded.isEmpty() ? Set.of() : Set.copyOf(folded);
  }

  /** Whether sessions inherit the tag with this key, in any case, from this one. */
  public boolean isTransitive(String key) {
    return transitive.contains(Tag.folded(key));
  }

  /**
   * These tags of a new session, and those that it inherits.
   *
   * @throws AccessDeniedException if one of these has the key of one that is inherited: what is
   *     transitive can't be changed
   * @throws LimitExceededException if they become too many
   */
  public SessionTags inheriting(SessionTags parent) {
    if (parent.transitive.isEmpty()) {
      return this;
    }
    Tags inherited =
        new Tags(
            parent.tags.pairs().stream()
                .filter(tag -> parent.transitive.contains(tag.foldedKey()))
                .toList());
    for (Tag own : tags.pairs()) {
      if (!inherited.values(own.key()).isEmpty()) {
        throw new AccessDeniedException(
            "the tag " + own.key() + " is inherited, and can't be given anew");
      }
    }
    Set<String> keys = inherited.pairs().stream().map(Tag::foldedKey).collect(Collectors.toSet());
    keys.addAll(transitive);
    return new SessionTags(inherited.adding(tags), keys);
  }
}
