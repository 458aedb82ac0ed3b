package io.sallyport.storage.memory;

import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Revision;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.Write;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store in memory, gone with its process. Reads take no lock: each looks at one immutable
 * snapshot. It remembers the last {@value #REMEMBERED_COMMITS} commits for watchers; an older
 * cursor is lost. Thread-safe.
 */
public final class MemoryStore implements IamStore {
  private static final int REMEMBERED_COMMITS = 65_536;
  private static final int LONGEST_PAGE = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ChangeLog log = new ChangeLog(REMEMBERED_COMMITS);
  private volatile Snapshot snapshot = Snapshot.EMPTY;
  private volatile boolean closed;

  /** An empty store. */
  public MemoryStore() {}

  @Override
  public Optional<Entry> get(Key key) {
    return open().entries().get(key);
  }

  @Override
  public Page list(KeyRange range, int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException(
          "a page has from 1 to " + LONGEST_PAGE + " entries, not " + limit);
    }
    Snapshot now = open();
    List<Entry> found = now.entries().range(range, limit + 1);
    boolean complete = found.size() <= limit;
    List<Entry> shown = complete ? found : found.subList(0, limit);
    return new Page(shown, complete, log.cursor(now.revision()));
  }

  @Override
  public CommitResult commit(Commit commit) {
    lock.lock();
    try {
      Snapshot before = open();
      for (Write write : commit.writes()) {
        if (!before.meets(write)) {
          return new CommitResult.Conflict(write.key());
        }
      }
      Snapshot after = before.with(commit);
      log.add(after.revision(), commit.changes().stream().map(Write::key).toList());
      snapshot = after;
      changed.signalAll();
      return new CommitResult.Committed(new Revision(after.revision()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Watch watch(KeyRange range, Cursor from) {
    return new MemoryWatch(this, range, from);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      snapshot = Snapshot.EMPTY;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  ReentrantLock lock() {
    return lock;
  }

  Condition changed() {
    return changed;
  }

  ChangeLog log() {
    return log;
  }

  boolean isClosed() {
    return closed;
  }

  private Snapshot open() {
    Snapshot now = snapshot;
    if (closed) {
      throw new StoreUnavailableException("the store is closed");
    }
    return now;
  }
}
