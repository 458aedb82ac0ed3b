package io.sallyport.storage.jdbc;

import io.sallyport.storage.Commit;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import java.util.List;

/**
 * Changes that a watch found, of whole commits.
 *
 * @param head the last revision when it asked
 * @param forgotten the last revision whose changes are no longer there
 * @param upTo the revision up to which these are all the changes
 */
record Changes(Place head, long forgotten, long upTo, List<Change> changes) {
  /** Room for several of the largest commits, so that a full answer has at least one whole. */
  static final int MOST = 8 * Commit.MAX_WRITES;

  record Change(Key key, Revision revision) {}

  static Changes of(Place head, long forgotten, List<Change> found) {
    if (found.size() < MOST) {
      return new Changes(head, forgotten, head.revision(), List.copyOf(found));
    }
    Revision cut = found.get(found.size() - 1).revision();
    List<Change> whole = found.stream().filter(c -> !c.revision().equals(cut)).toList();
    return new Changes(head, forgotten, cut.value() - 1, whole);
  }
}
