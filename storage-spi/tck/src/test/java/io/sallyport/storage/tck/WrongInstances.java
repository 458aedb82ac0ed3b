package io.sallyport.storage.tck;

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
import io.sallyport.storage.WatchEvent.Changed;
import io.sallyport.storage.Write;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Instances of one store that are right alone, and wrong beside another. */
final class WrongInstances {
  private WrongInstances() {}

  /** One of several instances of a store, which outlives them. */
  static class Instance extends Wrong {
    private final Set<Revision> own = ConcurrentHashMap.newKeySet();

    Instance(IamStore shared) {
      super(shared);
    }

    @Override
    public CommitResult commit(Commit commit) {
      CommitResult result = right.commit(commit);
      if (result instanceof CommitResult.Committed committed) {
        own.add(committed.revision());
      }
      return result;
    }

    final boolean isOwn(Changed change) {
      return own.contains(change.revision());
    }

    @Override
    public void close() {
      // Others have it open.
    }
  }

  /** Keeps what it read until it changes that itself. */
  static final class KeepsWhatItRead extends Instance {
    private final Map<Key, Optional<Entry>> read = new ConcurrentHashMap<>();

    KeepsWhatItRead(IamStore shared) {
      super(shared);
    }

    @Override
    public Optional<Entry> get(Key key) {
      return read.computeIfAbsent(key, right::get);
    }

    @Override
    public CommitResult commit(Commit commit) {
      CommitResult result = super.commit(commit);
      commit.writes().forEach(write -> read.remove(write.key()));
      return result;
    }
  }

  /** Lists as it was until it commits itself. */
  static final class ListsAsItWas extends Instance {
    private final AtomicReference<@Nullable Page> first = new AtomicReference<>();

    ListsAsItWas(IamStore shared) {
      super(shared);
    }

    @Override
    public Page list(KeyRange range, int limit) {
      return first.updateAndGet(known -> known == null ? right.list(range, limit) : known);
    }

    @Override
    public CommitResult commit(Commit commit) {
      first.set(null);
      return super.commit(commit);
    }
  }

  /** Lists as it was when it last read a key, or committed. */
  static final class ListsAsItLastRead extends Instance {
    private final AtomicReference<@Nullable Page> known = new AtomicReference<>();

    ListsAsItLastRead(IamStore shared) {
      super(shared);
    }

    @Override
    public Optional<Entry> get(Key key) {
      known.set(null);
      return super.get(key);
    }

    @Override
    public Page list(KeyRange range, int limit) {
      return known.updateAndGet(page -> page == null ? right.list(range, limit) : page);
    }

    @Override
    public CommitResult commit(Commit commit) {
      known.set(null);
      return super.commit(commit);
    }
  }

  /** Compares with what it knows, and not with what others wrote since. */
  static final class ComparesWithItsOwn extends Instance {
    private final Map<Key, Optional<Revision>> known = new ConcurrentHashMap<>();

    ComparesWithItsOwn(IamStore shared) {
      super(shared);
    }

    @Override
    public Optional<Entry> get(Key key) {
      Optional<Entry> entry = right.get(key);
      known.put(key, entry.map(Entry::revision));
      return entry;
    }

    @Override
    public CommitResult commit(Commit commit) {
      boolean isAsKnown =
          commit.writes().stream()
              .allMatch(
                  write ->
                      write
                          .expectation()
                          .equals(known.getOrDefault(write.key(), Optional.empty())));
      CommitResult result =
          super.commit(
              isAsKnown ? new Commit(commit.writes().stream().map(this::asItIs).toList()) : commit);
      if (result instanceof CommitResult.Committed committed) {
        commit.changes().forEach(w -> known.put(w.key(), Optional.of(committed.revision())));
      }
      return result;
    }

    private Write asItIs(Write write) {
      Optional<Revision> now = right.get(write.key()).map(Entry::revision);
      if (write instanceof Write.Expect || write instanceof Write.ExpectAbsent) {
        return now.<Write>map(revision -> new Write.Expect(write.key(), revision))
            .orElseGet(() -> new Write.ExpectAbsent(write.key()));
      }
      if (write instanceof Write.Create create && now.isPresent()) {
        return new Write.Replace(write.key(), create.value(), now.get());
      }
      return write instanceof Write.Replace replace && now.isPresent()
          ? new Write.Replace(write.key(), replace.value(), now.get())
          : write;
    }
  }

  /** Numbers its commits for itself. */
  static final class CountsForItself extends Instance {
    private long revision;

    CountsForItself(IamStore shared) {
      super(shared);
    }

    @Override
    public CommitResult commit(Commit commit) {
      return super.commit(commit) instanceof CommitResult.Conflict conflict
          ? conflict
          : new CommitResult.Committed(new Revision(++revision));
    }
  }

  /** Hears of its own changes alone. */
  static final class HearsItself extends Instance {
    HearsItself(IamStore shared) {
      super(shared);
    }

    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            while (event instanceof Changed change && !isOwn(change)) {
              event = watch.next();
            }
            return event;
          });
    }
  }

  /** Hears of others' changes a moment later: a proof comes first. */
  static final class HearsLate extends Instance {
    HearsLate(IamStore shared) {
      super(shared);
    }

    @Override
    public Watch watch(KeyRange range, Cursor from) {
      Queue<WatchEvent> late = new ArrayDeque<>();
      return wrong(
          right.watch(range, from),
          watch -> {
            if (!late.isEmpty()) {
              return late.remove();
            }
            WatchEvent event = watch.next();
            while (event instanceof Changed change && !isOwn(change)) {
              late.add(change);
              event = watch.next();
            }
            return event;
          });
    }
  }

  /** Hears of others once it was asked often enough. */
  static final class HearsNothingOnceIdle extends Instance {
    HearsNothingOnceIdle(IamStore shared) {
      super(shared);
    }

    @Override
    public Watch watch(KeyRange range, Cursor from) {
      int[] quiet = {0};
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            while (event instanceof Changed change && !isOwn(change) && quiet[0] > 1) {
              event = watch.next();
            }
            quiet[0] = event instanceof Changed ? 0 : quiet[0] + 1;
            return event;
          });
    }
  }

  /**
   * Takes a number for each commit, from a sequence of all, and then makes it: one at a time, as
   * far as its own lock goes, so that another instance makes a later one before. Watches report
   * what has a higher number than what they reported last.
   */
  static final class LocksInItsProcess extends Instance {
    /** How long every other commit waits to be overtaken: the rest may all be made. */
    private static final int PAUSES = 20;

    private static final Map<IamStore, Numbers> ALL =
        Collections.synchronizedMap(new WeakHashMap<>());

    /** Of all instances of a store: the number of each commit, and the highest that was made. */
    private static final class Numbers {
      private final AtomicLong taken = new AtomicLong();
      private final AtomicLong made = new AtomicLong();
      private final Map<Revision, Long> of = new ConcurrentHashMap<>();
    }

    private final Numbers numbers;

    LocksInItsProcess(IamStore shared) {
      super(shared);
      this.numbers = ALL.computeIfAbsent(shared, store -> new Numbers());
    }

    @Override
    public synchronized CommitResult commit(Commit commit) {
      long number = numbers.taken.incrementAndGet();
      for (int i = 0; i < PAUSES && number % 2 == 0 && numbers.made.get() < number; i++) {
        pause();
      }
      CommitResult result = super.commit(commit);
      if (result instanceof CommitResult.Committed committed) {
        numbers.of.put(committed.revision(), number);
        numbers.made.accumulateAndGet(number, Math::max);
      }
      return result;
    }

    private long number(Changed change) {
      while (!numbers.of.containsKey(change.revision())) {
        pause(); // It was made, and isn't noted yet.
      }
      return numbers.of.getOrDefault(change.revision(), 0L);
    }

    @Override
    public Watch watch(KeyRange range, Cursor from) {
      long[] last = {0};
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            while (event instanceof Changed change && number(change) < last[0]) {
              event = watch.next();
            }
            if (event instanceof Changed change) {
              last[0] = number(change);
            }
            return event;
          });
    }
  }

  /** Looks at what is expected before the transaction begins, not in it. */
  static final class LooksBefore extends Instance {
    LooksBefore(IamStore shared) {
      super(shared);
    }

    @Override
    public synchronized CommitResult commit(Commit commit) {
      for (Write write : commit.writes()) {
        if (!right.get(write.key()).map(Entry::revision).equals(write.expectation())) {
          return new CommitResult.Conflict(write.key());
        }
      }
      pause();
      return super.commit(new Commit(commit.changes()));
    }
  }

  /** Closes what others have open, too. */
  static final class ClosesForAll extends Instance {
    ClosesForAll(IamStore shared) {
      super(shared);
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
