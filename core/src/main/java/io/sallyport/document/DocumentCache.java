package io.sallyport.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read of documents, kept for as long as a watch proves that it is still so. Thread-safe;
 * no call but the loading of an entry waits for anything.
 *
 * <p>A change bumps its key's count before it drops the entry. What was loaded is put under the
 * entry's lock, if the count is still the one from before the load: either the change came before,
 * and nothing is put, or it comes after, and drops what was put before it is over. What is loaded
 * before a change is never answered from here after it; nor, once somebody was answered what a
 * change made that is yet to be told of, what was before it.
 */
final class DocumentCache {
  private static final long MAX_BYTES = 128L * 1024 * 1024;
  private static final int MAX_ABSENT = 10_000;
  private static final Duration ABSENT_FOR = Duration.ofSeconds(10);
  private static final int STRIPES = 4096;

  private final AtomicLongArray changes = new AtomicLongArray(STRIPES);
  private final Cache<Key, Slot> present =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Key key, Slot slot) -> slot.length() + 512)
          .evictionListener(this::evicted)
          .executor(Runnable::run) // Every request reads: it wakes no thread to keep the books.
          .build();
  private final Cache<Key, Slot> absent =
      Caffeine.newBuilder()
          .maximumSize(MAX_ABSENT)
          .evictionListener(this::evicted)
          .executor(Runnable::run)
          .build();
  private final Clock clock;
  private final Duration maxStaleness;
  private final Freshness freshness;
  private final AtomicLong generation = new AtomicLong();
  private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);
  private final Instant startedAt;

  /** When the last proof was asked for; none counts any more once it was too old, or too new. */
  private final AtomicReference<Proof> proven = new AtomicReference<>(Proof.NONE);

  private volatile Instant lastProof;

  /** That all changes before a moment have come through, and until when that counts. */
  private record Proof(Instant at, Instant until) {
    static final Proof NONE = new Proof(Instant.MIN, Instant.MIN);

    boolean counts(Instant now) {
      return !at.isAfter(now) && !until.isBefore(now);
    }
  }

  private enum State {
    STARTING,
    CURRENT,
    LOST
  }

  /**
   * A document as it was read, or that there was none.
   *
   * @param revision that of the document; empty if there was none
   * @param generation of the watch that keeps it fresh: what an earlier one kept may have changed
   *     between the two
   * @param until when it is read anew, however fresh
   */
  private record Slot(
      Optional<Object> value,
      Optional<Revision> revision,
      int length,
      long generation,
      Instant until) {

    boolean contradicts(Slot other) {
      return generation == other.generation && !revision.equals(other.revision);
    }
  }

  DocumentCache(Clock clock, Duration maxStaleness, Freshness freshness) {
    this.clock = clock;
    this.maxStaleness = maxStaleness;
    this.freshness = freshness;
    this.startedAt = clock.instant();
    this.lastProof = startedAt;
  }

  /**
   * Whether there is recent proof that all changes have come through. A proof that wasn't recent
   * once, by whatever the clock says, is never again, nor is what was kept until then.
   */
  boolean isCurrent() {
    return isCurrent(clock.instant());
  }

  private boolean isCurrent(Instant now) {
    Proof proof = Objects.requireNonNull(proven.get());
    boolean current = proof.counts(now);
    if (!current && !proof.equals(Proof.NONE) && proven.compareAndSet(proof, Proof.NONE)) {
      generation.incrementAndGet();
    }
    return current;
  }

  /** When the last proof was, or if there was none, when this began. */
  Instant lastProof() {
    return lastProof;
  }

  /** All changes before this moment have come through. */
  void proven(Instant at) {
    boolean unused = isCurrent();
    proven.set(new Proof(at, at.plus(maxStaleness)));
    lastProof = at;
    if (isCurrent() && state.getAndSet(State.CURRENT) == State.LOST) {
      freshness.restored();
    }
  }

  /** A watch begins that knows nothing of what the last one missed. */
  void watchBegins() {
    generation.incrementAndGet();
  }

  void changed(Key key) {
    changes.incrementAndGet(stripe(key));
    present.invalidate(key);
    absent.invalidate(key);
  }

  /**
   * What is kept for a key, or else what is loaded now.
   *
   * @param load asks the store
   * @param read makes an object of the document; always the same one for a key
   */
  @SuppressWarnings("unchecked") // A key is always read by the same function.
  <T> Optional<T> get(Key key, Function<Key, Optional<Entry>> load, Function<Document, T> read) {
    Instant now = clock.instant();
    if (!isCurrent(now)) {
      tellIfLost();
      freshness.missed();
      return load.apply(key).map(entry -> Document.of(entry).read(read));
    }
    long watch = generation.get();
    Slot kept = present.getIfPresent(key);
    if (kept == null) {
      kept = absent.getIfPresent(key);
    }
    if (kept == null || kept.generation() != watch || !now.isBefore(kept.until())) {
      freshness.missed();
      kept = load(key, load, read, watch);
    } else {
      freshness.found();
    }
    return (Optional<T>) kept.value();
  }

  /**
   * What is loaded now, whatever is kept; nothing older is answered from then on. If the store
   * can't be asked, what was kept stays.
   */
  @SuppressWarnings("unchecked") // A key is always read by the same function.
  <T> Optional<T> reread(Key key, Function<Key, Optional<Entry>> load, Function<Document, T> read) {
    if (!isCurrent()) {
      return load.apply(key).map(entry -> Document.of(entry).read(read));
    }
    return (Optional<T>) load(key, load, read, generation.get()).value();
  }

  private void tellIfLost() {
    State before = state.get();
    boolean tooLong = clock.instant().isAfter(startedAt.plus(maxStaleness));
    if ((before == State.CURRENT || (before == State.STARTING && tooLong))
        && !isCurrent()
        && state.compareAndSet(before, State.LOST)) {
      freshness.lost("no proof since " + lastProof + " that all changes came through");
    }
  }

  private <T> Slot load(
      Key key, Function<Key, Optional<Entry>> load, Function<Document, T> read, long watch) {
    long before = changes.get(stripe(key));
    Optional<Entry> entry = load.apply(key);
    Slot slot =
        new Slot(
            entry.map(found -> Document.of(found).read(read)),
            entry.map(Entry::revision),
            entry.map(found -> found.value().length()).orElse(0),
            watch,
            entry.isPresent() ? Instant.MAX : clock.instant().plus(ABSENT_FOR));
    Slot unused =
        present.asMap().compute(key, (same, kept) -> kept(key, slot, kept, before).orElse(null));
    return slot;
  }

  /**
   * What is kept in {@link #present} from now on, under the lock of the key. If two loads differ,
   * the document was changed between them and that is yet to be told: neither is kept, nor what
   * else was loaded by now, so that nobody reads the older one after the newer.
   */
  private Optional<Slot> kept(Key key, Slot loaded, @Nullable Slot kept, long before) {
    Slot other = kept == null ? absent.getIfPresent(key) : kept;
    if (other != null && other.contradicts(loaded)) {
      changes.incrementAndGet(stripe(key));
      absent.invalidate(key);
      return Optional.empty();
    }
    if (changes.get(stripe(key)) != before) {
      return Optional.ofNullable(kept);
    }
    absent.invalidate(key);
    if (loaded.revision().isEmpty()) {
      absent.put(key, loaded);
      return Optional.empty();
    }
    return Optional.of(loaded);
  }

  /** What was loaded before can't be held to what is no longer here: it isn't kept. */
  private void evicted(@Nullable Key key, @Nullable Slot slot, RemovalCause cause) {
    if (key != null) {
      changes.incrementAndGet(stripe(key));
    }
  }

  static int stripe(Key key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (STRIPES - 1);
  }
}
