package io.sallyport.storage.etcd;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchResponse;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Revision;
import io.sallyport.storage.StoreException;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A watch over etcd's. It proves that it is current by the mark that every commit writes: a
 * linearizable read says at which revision the mark is, and once the watch has reported that one,
 * it has reported all. etcd's own progress notifications prove less: they tell of one member, and
 * before 3.4.25 and 3.5.8 they could overtake events.
 */
final class EtcdWatch implements Watch {
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long PROOF_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_PENDING = 100_000;

  private final EtcdStore store;
  private final KeyRange range;
  private final Optional<Place> start;

  // Guarded by this; notified when any changes.
  private final Queue<WatchEvent> pending = new ArrayDeque<>();
  private Optional<WatchEvent.Lost> lost = Optional.empty();
  private Optional<io.etcd.jetcd.Watch.Watcher> watcher = Optional.empty();
  private long seen;
  private boolean progressDue = true;

  EtcdWatch(EtcdStore store, KeyRange range, Cursor from) {
    this.store = store;
    this.range = range;
    this.start = Place.of(from);
    this.seen = start.map(Place::revision).orElse(0L);
  }

  @Override
  public WatchEvent next() throws InterruptedException {
    if (start.isEmpty()) {
      lose("the cursor is not of this store");
    }
    long heartbeat = System.nanoTime() + HEARTBEAT_NANOS;
    Optional<WatchEvent> event = poll(progressDue ? System.nanoTime() : heartbeat);
    if (event.isPresent()) {
      progressDue = true;
      return event.get();
    }
    return prove();
  }

  @Override
  public void close() {
    lose("the watch was closed");
  }

  /** Reads the mark, and waits until the watch has come as far. */
  private WatchEvent prove() throws InterruptedException {
    try {
      return prove(store.head());
    } catch (StoreUnavailableException e) {
      return lose("etcd could not be asked");
    }
  }

  private WatchEvent prove(EtcdStore.Head head) throws InterruptedException {
    synchronized (this) {
      begin(head.now());
      long end = System.nanoTime() + PROOF_NANOS;
      if (!waitFor(() -> seen >= head.lastCommit() || hasEvent(), end)) {
        return lose("the watch fell behind the store");
      }
      if (lost.isPresent()) {
        return lost.get();
      }
      if (!pending.isEmpty()) {
        progressDue = true;
        return pending.remove();
      }
      progressDue = false;
      seen = Math.max(seen, head.now().revision());
      return new WatchEvent.Progress(head.now().at(seen).cursor());
    }
  }

  private synchronized Optional<WatchEvent> poll(long until) throws InterruptedException {
    if (!waitFor(this::hasEvent, until)) {
      return Optional.empty();
    }
    return lost.isPresent() ? Optional.of(lost.get()) : Optional.of(pending.remove());
  }

  private boolean hasEvent() {
    return lost.isPresent() || !pending.isEmpty();
  }

  /** Whether the condition came true before the end. */
  private synchronized boolean waitFor(BooleanSupplier condition, long end)
      throws InterruptedException {
    while (!condition.getAsBoolean()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }

  /** Starts etcd's watch, once the store has told where it is. */
  private synchronized void begin(Place now) {
    if (watcher.isPresent() || lost.isPresent()) {
      return;
    }
    Place from = start.orElseThrow();
    if (!from.cluster().equals(now.cluster()) || from.revision() < 0) {
      lose("the cursor is not of this store");
    } else if (from.revision() > now.revision()) {
      lose("the cursor is ahead of the store");
    } else {
      watchFrom(from.revision() + 1);
    }
  }

  private synchronized void watchFrom(long revision) {
    WatchOption option =
        WatchOption.builder()
            .withRange(store.keys().end())
            .withRevision(revision)
            .withRequireLeader(true)
            .build();
    try {
      watcher =
          Optional.of(
              store
                  .client()
                  .getWatchClient()
                  .watch(
                      store.keys().first(),
                      option,
                      this::receive,
                      error -> lose("etcd ended the watch: " + error.getMessage()),
                      () -> lose("etcd ended the watch")));
    } catch (RuntimeException e) {
      // The client was closed meanwhile, for good or for another to take its place.
      lose("etcd could not be watched: " + e.getMessage());
    }
  }

  private synchronized void receive(WatchResponse response) {
    try {
      if (!Place.of(response).cluster().equals(start.map(Place::cluster).orElse(""))) {
        lose("the cluster is another one");
        return;
      }
      List<KeyValue> changed =
          response.getEvents().stream().map(io.etcd.jetcd.watch.WatchEvent::getKeyValue).toList();
      for (int i = 0; i < changed.size(); i++) {
        enqueue(response, changed.get(i), i + 1 < changed.size() ? changed.get(i + 1) : null);
      }
      if (pending.size() > MOST_PENDING) {
        lose("more changes came than were asked for");
      }
    } catch (StoreException e) {
      lose("the watch can't be read: " + e.getMessage());
    }
    notifyAll();
  }

  /** Only from a revision's last event on may a cursor be past it; the mark is that one. */
  private void enqueue(WatchResponse response, KeyValue change, @Nullable KeyValue following) {
    long revision = change.getModRevision();
    boolean last = following == null || following.getModRevision() != revision;
    boolean mark = store.keys().isMark(change);
    if (!mark && revision > seen && range.contains(store.keys().key(change))) {
      Cursor cursor = Place.of(response).at(seen).cursor();
      pending.add(new WatchEvent.Changed(store.keys().key(change), new Revision(revision), cursor));
    }
    if (last) {
      seen = Math.max(seen, revision);
    }
  }

  synchronized WatchEvent.Lost lose(String reason) {
    WatchEvent.Lost first = lost.orElseGet(() -> new WatchEvent.Lost(reason));
    if (lost.isEmpty()) {
      lost = Optional.of(first);
      notifyAll();
      store.forget(this);
      watcher.ifPresent(
          running -> {
            Thread closing = new Thread(running::close, "sallyport-etcd-close");
            closing.setDaemon(true);
            closing.start();
          });
    }
    return first;
  }
}
