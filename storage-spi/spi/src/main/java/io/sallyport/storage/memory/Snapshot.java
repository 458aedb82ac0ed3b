package io.sallyport.storage.memory;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;

/** One state of the store: the entries as the commit of this revision left them. */
record Snapshot(long revision, SortedEntries entries) {
  static final Snapshot EMPTY = new Snapshot(0, SortedEntries.EMPTY);

  /** Whether what the write expects of its key is so. */
  boolean meets(Write write) {
    return entries.get(write.key()).map(Entry::revision).equals(write.expectation());
  }

  /** The next state, with all the commit's writes made. */
  Snapshot with(Commit commit) {
    SortedEntries next = entries;
    for (Write write : commit.changes()) {
      if (write instanceof Write.Create create) {
        next = next.with(entry(write, create.value()));
      } else if (write instanceof Write.Replace replace) {
        next = next.with(entry(write, replace.value()));
      } else {
        next = next.without(write.key());
      }
    }
    return new Snapshot(revision + 1, next);
  }

  private Entry entry(Write write, Bytes value) {
    return new Entry(write.key(), value, new Revision(revision + 1));
  }
}
