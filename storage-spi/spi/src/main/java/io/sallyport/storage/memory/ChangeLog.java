package io.sallyport.storage.memory;

import io.sallyport.storage.Cursor;
import io.sallyport.storage.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

/** Which keys the last commits wrote. Guarded by the store's lock, but for {@link #cursor}. */
final class ChangeLog {
  private final int capacity;
  private final String prefix = UUID.randomUUID() + ":";
  private final TreeMap<Long, List<Key>> commits = new TreeMap<>();
  private long newest;

  ChangeLog(int capacity) {
    this.capacity = capacity;
  }

  /** The place just after this revision. */
  Cursor cursor(long revision) {
    return new Cursor(prefix + revision);
  }

  void add(long revision, List<Key> keys) {
    commits.put(revision, keys);
    newest = revision;
    if (commits.size() > capacity) {
      commits.pollFirstEntry();
    }
  }

  long newest() {
    return newest;
  }

  /** The first commit after this revision. */
  Optional<Map.Entry<Long, List<Key>>> after(long revision) {
    return Optional.ofNullable(commits.higherEntry(revision));
  }

  /** Whether every commit after this revision is still here. */
  boolean reachesBackTo(long revision) {
    return revision >= newest - commits.size();
  }

  /** The revision that a cursor of this store stands for. */
  OptionalLong read(Cursor cursor) {
    if (!cursor.value().startsWith(prefix)) {
      return OptionalLong.empty();
    }
    try {
      long revision = Long.parseLong(cursor.value().substring(prefix.length()));
      return revision < 0 || revision > newest ? OptionalLong.empty() : OptionalLong.of(revision);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
