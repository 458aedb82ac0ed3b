package io.sallyport.storage.memory;

import io.sallyport.storage.Cursor;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** A watch that reads the store's log, one commit at a time, under the store's lock. */
final class MemoryWatch implements Watch {
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final MemoryStore store;
  private final KeyRange range;
  private final Queue<WatchEvent> pending = new ArrayDeque<>();
  private Optional<WatchEvent.Lost> lost = Optional.empty();
  private long position;
  private boolean progressDue = true;

  MemoryWatch(MemoryStore store, KeyRange range, Cursor from) {
    this.store = store;
    this.range = range;
    store.lock().lock();
    try {
      OptionalLong revision = store.log().read(from);
      position = revision.orElse(0);
      if (revision.isEmpty()) {
        lose("the cursor is not of this store");
      }
    } finally {
      store.lock().unlock();
    }
  }

  @Override
  public WatchEvent next() throws InterruptedException {
    store.lock().lockInterruptibly();
    try {
      long left = HEARTBEAT_NANOS;
      while (true) {
        advance();
        if (lost.isPresent()) {
          return lost.get();
        }
        if (!pending.isEmpty()) {
          progressDue = true;
          return pending.remove();
        }
        if (progressDue || left <= 0) {
          progressDue = false;
          return new WatchEvent.Progress(store.log().cursor(position));
        }
        left = store.changed().awaitNanos(left);
      }
    } finally {
      store.lock().unlock();
    }
  }

  @Override
  public void close() {
    store.lock().lock();
    try {
      lose("the watch was closed");
      store.changed().signalAll();
    } finally {
      store.lock().unlock();
    }
  }

  private void advance() {
    if (store.isClosed()) {
      lose("the store was closed");
    } else if (pending.isEmpty() && !store.log().reachesBackTo(position)) {
      lose("the cursor is too old");
    }
    while (lost.isEmpty() && pending.isEmpty() && position < store.log().newest()) {
      store.log().after(position).ifPresent(this::enqueue);
    }
  }

  private void enqueue(Map.Entry<Long, List<Key>> commit) {
    List<Key> keys = commit.getValue().stream().filter(range::contains).toList();
    for (int i = 0; i < keys.size(); i++) {
      // Only the cursor of a commit's last key is past the commit.
      long done = i + 1 < keys.size() ? position : commit.getKey();
      pending.add(
          new WatchEvent.Changed(
              keys.get(i), new Revision(commit.getKey()), store.log().cursor(done)));
    }
    position = commit.getKey();
  }

  private void lose(String reason) {
    if (lost.isEmpty()) {
      lost = Optional.of(new WatchEvent.Lost(reason));
    }
  }
}
