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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;
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
  static final long MAX_BYTES = HeapShare.of(8, 16, 128);
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
  private final Freshness freshness;
  private final Proofs proofs;
  private final Moments moments = new Moments();

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
      return !revision.equals(other.revision);
    }
  }

  DocumentCache(Clock clock, Duration maxStaleness, Freshness freshness) {
    this.clock = clock;
    this.freshness = freshness;
    this.proofs = new Proofs(clock, maxStaleness, freshness);
  }

  /** What proves that all changes come through here. */
  Proofs proofs() {
    return proofs;
  }

  /**
   * A time in which all that is answered from here stays as it is, for as long as the same one is
   * told; empty if nothing is proven to.
   */
  Optional<Moment> moment() {
    Instant now = clock.instant();
    OptionalLong generation = proofs.current(now);
    return generation.isPresent()
        ? Optional.of(moments.current(now, generation.getAsLong()))
        : Optional.empty();
  }

  void changed(Key key) {
    changes.incrementAndGet(stripe(key));
    present.invalidate(key);
    absent.invalidate(key);
    moments.end();
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
    OptionalLong watch = proofs.current(now);
    if (watch.isEmpty()) {
      proofs.tellIfLost();
      freshness.missed();
      return unkept(key, load, read);
    }
    Slot kept = present.getIfPresent(key);
    if (kept == null) {
      kept = absent.getIfPresent(key);
    }
    if (kept == null || kept.generation() != watch.getAsLong() || !now.isBefore(kept.until())) {
      freshness.missed();
      kept = load(key, load, read, watch.getAsLong());
    } else {
      freshness.found();
    }
    return (Optional<T>) kept.value();
  }

  /**
   * What is loaded now, whatever is kept; nothing older is answered from then on. If the store
   * can't be asked, what was kept stays, but for what nothing proves any more.
   */
  @SuppressWarnings("unchecked") // A key is always read by the same function.
  <T> Optional<T> reread(Key key, Function<Key, Optional<Entry>> load, Function<Document, T> read) {
    OptionalLong watch = proofs.current(clock.instant());
    return watch.isEmpty()
        ? unkept(key, load, read)
        : (Optional<T>) load(key, load, read, watch.getAsLong()).value();
  }

  /** While nothing is proven; by the time that it is answered something may be, and be older. */
  private <T> Optional<T> unkept(
      Key key, Function<Key, Optional<Entry>> load, Function<Document, T> read) {
    try {
      return load.apply(key).map(entry -> Document.of(entry).read(read));
    } finally {
      changed(key);
    }
  }

  /** What is answered, or fails, may be newer than what was kept before. */
  private <T> Slot load(
      Key key, Function<Key, Optional<Entry>> load, Function<Document, T> read, long watch) {
    try {
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
    } finally {
      moments.end();
    }
  }

  /**
   * What is kept in {@link #present} from now on, under the lock of the key. If two loads differ,
   * of whatever generations, the document was changed between them and that may be yet to be told:
   * neither is kept, nor what else was loaded by now, so that nobody reads the older one after the
   * newer.
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
    moments.end(); // Before anybody can find it.
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
