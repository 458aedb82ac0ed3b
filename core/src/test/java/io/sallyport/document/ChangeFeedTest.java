package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.SettableClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ChangeFeedTest {
  private static final Key KEY = Key.of("role", "", "/", "a");
  private static final Duration MAX_STALENESS = Duration.ofSeconds(30);

  private final SettableClock clock = new SettableClock();
  private final Scripted store = new Scripted();

  @Test
  void aChangeIsNoProofThatNoOtherIsOnItsWay() {
    Bytes value = Document.bytes(Document.create().put("value", "one"));
    store.commit(Commit.of(new Write.Create(KEY, value)));
    try (Documents documents = new Documents(store, clock, MAX_STALENESS, Freshness.unwatched())) {
      until(() -> readsOf(documents) == 0);
      clock.advance(MAX_STALENESS.dividedBy(3));
      for (int i = 0; i < 3; i++) {
        store.tell(change(i + 1));
        assertEquals(0, readsOf(documents));
      }
      clock.advance(MAX_STALENESS.minus(MAX_STALENESS.dividedBy(3)).plusSeconds(1));
      assertEquals(1, readsOf(documents));
      store.tell(new WatchEvent.Progress(store.list(KeyRange.all(), 1).cursor()));
      until(() -> readsOf(documents) == 0);
    }
  }

  /** As a watch may do that is never done with what others write. */
  @Test
  void changesWithoutEndAmongWhichThereIsNoProofAreBegunAnew() {
    Bytes value = Document.bytes(Document.create().put("value", "one"));
    store.commit(Commit.of(new Write.Create(KEY, value)));
    try (Documents documents = new Documents(store, clock, MAX_STALENESS, Freshness.unwatched())) {
      until(() -> readsOf(documents) == 0);
      for (int i = 0; i < 10; i++) {
        clock.advance(MAX_STALENESS.dividedBy(3));
        store.tell(change(i + 1));
        until(() -> readsOf(documents) == 0);
      }
    }
  }

  @Test
  void noErrorEndsTheFeed() {
    Bytes value = Document.bytes(Document.create().put("value", "one"));
    store.commit(Commit.of(new Write.Create(KEY, value)));
    try (Documents documents = new Documents(store, clock, MAX_STALENESS, Freshness.unwatched())) {
      until(() -> readsOf(documents) == 0);
      store.failWith = Optional.of(new OutOfMemoryError("once"));
      store.tell(change(1));
      clock.advance(MAX_STALENESS.plusSeconds(1));
      until(() -> readsOf(documents) == 0);
    }
  }

  /** Each beginning lets all that is kept be read again. */
  @Test
  void aWatchThatNeverWorksIsBegunLessAndLessOften() {
    long start = System.nanoTime();
    try (Documents documents = new Documents(store, clock, MAX_STALENESS, Freshness.unwatched())) {
      assertEquals(Optional.empty(), documents.get(KEY, document -> document.text("value")));
      for (int i = 0; i < 6; i++) {
        store.tell(new WatchEvent.Lost("as always"));
      }
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(taken.compareTo(Duration.ofSeconds(1)) > 0, taken::toString);
  }

  private WatchEvent.Changed change(long revision) {
    Cursor cursor = store.list(KeyRange.all(), 1).cursor();
    return new WatchEvent.Changed(Key.of("other"), new Revision(revision), cursor);
  }

  /** How often the store is asked for a document. */
  private int readsOf(Documents documents) {
    int before = store.reads.get();
    assertEquals(Optional.of("one"), documents.get(KEY, document -> document.text("value")));
    return store.reads.get() - before;
  }

  private static void until(BooleanSupplier holds) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          while (!holds.getAsBoolean()) {
            Thread.onSpinWait();
          }
        });
  }

  /** A store whose watch says what it is told to say. */
  private static final class Scripted implements IamStore {
    private final IamStore store = new MemoryStore();
    private final LinkedBlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Optional<Error> failWith = Optional.empty();

    /** Says it, and waits until the watcher is back for more. */
    void tell(WatchEvent event) {
      int before = asked.get();
      events.add(event);
      until(() -> asked.get() > before);
    }

    @Override
    public Optional<Entry> get(Key key) {
      reads.incrementAndGet();
      return store.get(key);
    }

    @Override
    public Page list(KeyRange range, int limit) {
      return store.list(range, limit);
    }

    @Override
    public CommitResult commit(Commit commit) {
      return store.commit(commit);
    }

    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return new Watch() {
        @Override
        public WatchEvent next() throws InterruptedException {
          asked.incrementAndGet();
          WatchEvent event = events.take();
          Optional<Error> failure = failWith;
          failWith = Optional.empty();
          if (failure.isPresent()) {
            throw failure.get();
          }
          return event;
        }

        @Override
        public void close() {
          events.add(new WatchEvent.Lost("closed"));
        }
      };
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
