package io.sallyport.storage.jdbc;

import io.sallyport.storage.Cursor;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A watch that asks the database for changes, four times a second or when it is woken. Whenever it
 * asked and there were none, it says so: each answer is a proof that costs no more.
 */
final class JdbcWatch implements Watch {
  private static final long POLL_MILLIS = 250;

  private final Database database;
  private final Tables tables;
  private final ChangeSignal signal;
  private final KeyRange range;
  private final Optional<Place> start;
  private final Queue<WatchEvent> pending = new ArrayDeque<>();
  private volatile Optional<WatchEvent.Lost> lost = Optional.empty();
  private long position;

  /** How often the signal had been raised when the database was last asked. */
  private long seen;

  private boolean proven;

  JdbcWatch(Database database, Tables tables, ChangeSignal signal, KeyRange range, Cursor from) {
    this.database = database;
    this.tables = tables;
    this.signal = signal;
    this.range = range;
    this.start = Place.of(from);
    this.position = start.map(Place::revision).orElse(0L);
  }

  @Override
  public WatchEvent next() throws InterruptedException {
    while (lost.isEmpty()) {
      if (database.isStopped()) {
        lose("the store was closed");
      } else if (!pending.isEmpty()) {
        proven = false;
        return pending.remove();
      } else {
        if (proven) {
          signal.await(seen, POLL_MILLIS);
        }
        seen = signal.times();
        Optional<Changes> changes = ask();
        if (changes.isPresent() && changes.get().changes().isEmpty()) {
          proven = true;
          return new WatchEvent.Progress(changes.get().head().at(position).cursor());
        }
      }
    }
    return lost.get();
  }

  @Override
  public void close() {
    lose("the watch was closed");
    signal.raise();
  }

  /** Asks once; the answer's changes are pending then. Empty if the watch was lost. */
  private Optional<Changes> ask() {
    Changes found;
    try {
      found = database.read(connection -> tables.changes(connection, range, position));
    } catch (StoreUnavailableException e) {
      lose("the database could not be asked");
      return Optional.empty();
    }
    if (!start.map(place -> found.head().store().equals(place.store())).orElse(false)) {
      lose("the cursor is not of this store");
    } else if (position < found.forgotten()) {
      lose("the cursor is too old");
    } else if (position > found.head().revision()) {
      lose("the cursor is ahead of the store");
    } else {
      enqueue(found);
      return Optional.of(found);
    }
    return Optional.empty();
  }

  private void enqueue(Changes found) {
    List<Changes.Change> changes = found.changes();
    long done = position;
    for (int i = 0; i < changes.size(); i++) {
      Changes.Change change = changes.get(i);
      boolean lastOfCommit =
          i + 1 == changes.size() || !changes.get(i + 1).revision().equals(change.revision());
      if (lastOfCommit) {
        done = change.revision().value();
      }
      Cursor cursor = found.head().at(done).cursor();
      pending.add(new WatchEvent.Changed(change.key(), change.revision(), cursor));
    }
    position = found.upTo();
  }

  private synchronized void lose(String reason) {
    if (lost.isEmpty()) {
      lost = Optional.of(new WatchEvent.Lost(reason));
    }
  }
}
