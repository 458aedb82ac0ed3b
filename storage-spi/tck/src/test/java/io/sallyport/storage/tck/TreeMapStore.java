package io.sallyport.storage.tck;

import io.sallyport.storage.Bytes;
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
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The smallest store that keeps the contract: a sorted map, a log, and one lock for all. */
final class TreeMapStore implements IamStore {
  private static final int HEARTBEAT_MILLIS = 4_000;

  private final TreeMap<Key, Entry> entries = new TreeMap<>();
  private final List<WatchEvent.Changed> log = new ArrayList<>();
  private long revision;
  private boolean closed;

  @Override
  public synchronized Optional<Entry> get(Key key) {
    requireOpen();
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public synchronized Page list(KeyRange range, int limit) {
    requireOpen();
    if (limit < 1 || limit > 1_000) {
      throw new IllegalArgumentException("a page has from 1 to 1000 entries, not " + limit);
    }
    List<Entry> found =
        entries.values().stream()
            .filter(entry -> range.contains(entry.key()))
            .limit(limit + 1L)
            .toList();
    boolean complete = found.size() <= limit;
    return new Page(complete ? found : found.subList(0, limit), complete, cursor(log.size()));
  }

  @Override
  public synchronized CommitResult commit(Commit commit) {
    requireOpen();
    for (Write write : commit.writes()) {
      Optional<Revision> current = get(write.key()).map(Entry::revision);
      if (!current.equals(write.expectation())) {
        return new CommitResult.Conflict(write.key());
      }
    }
    Revision next = new Revision(++revision);
    int logged = log.size();
    for (Write write : commit.changes()) {
      value(write)
          .ifPresentOrElse(
              value -> entries.put(write.key(), new Entry(write.key(), value, next)),
              () -> entries.remove(write.key()));
      // A cursor counts the events that were seen; from any of them a watch goes on with the next.
      log.add(new WatchEvent.Changed(write.key(), next, cursor(++logged)));
    }
    notifyAll();
    return new CommitResult.Committed(next);
  }

  @Override
  public Watch watch(KeyRange range, Cursor from) {
    return new LogWatch(range, from);
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreUnavailableException("the store is closed");
    }
  }

  private static Optional<Bytes> value(Write write) {
    if (write instanceof Write.Create create) {
      return Optional.of(create.value());
    }
    return write instanceof Write.Replace replace ? Optional.of(replace.value()) : Optional.empty();
  }

  private static Cursor cursor(int seen) {
    return new Cursor("seen " + seen);
  }

  private final class LogWatch implements Watch {
    private final KeyRange range;
    private int seen = -1;
    private boolean current;
    private boolean ended;

    LogWatch(KeyRange range, Cursor from) {
      this.range = range;
      synchronized (TreeMapStore.this) {
        for (int i = 0; i <= log.size(); i++) {
          seen = from.equals(cursor(i)) ? i : seen;
        }
      }
    }

    @Override
    public WatchEvent next() throws InterruptedException {
      synchronized (TreeMapStore.this) {
        long end = System.nanoTime() + HEARTBEAT_MILLIS * 1_000_000L;
        while (!closed && !ended && seen >= 0) {
          while (seen < log.size()) {
            WatchEvent.Changed change = log.get(seen++);
            if (range.contains(change.key())) {
              current = false;
              return change;
            }
          }
          long millis = (end - System.nanoTime()) / 1_000_000;
          if (!current || millis <= 0) {
            current = true;
            return new WatchEvent.Progress(cursor(seen));
          }
          TreeMapStore.this.wait(millis);
        }
        return new WatchEvent.Lost("the store or the watch was closed, or the cursor is unknown");
      }
    }

    @Override
    public void close() {
      synchronized (TreeMapStore.this) {
        ended = true;
        TreeMapStore.this.notifyAll();
      }
    }
  }
}
