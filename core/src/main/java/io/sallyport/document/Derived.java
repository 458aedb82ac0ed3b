package io.sallyport.document;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What is found by way of documents, kept until any document changes: so it is always what would be
 * found now. Nothing is kept while documents are being loaded: who asks for what nobody knows has
 * it found anew, as if nothing were ever kept. Of one moment hundreds to thousands are kept, by the
 * size of the heap, until something is found in the next. Thread-safe.
 *
 * @param <K> what it is found for, compared as keys of maps are
 */
public final class Derived<K, T> {
  /** As many as take the share of this process's heap, at about eight KiB each. */
  private static final long MOST = HeapShare.of(64, 4, 32) / (8 << 10);

  private final Supplier<Optional<Moment>> now;
  private volatile Found<K, T> found = new Found<>(Optional.empty());

  /** All that was found in a moment. */
  private static final class Found<K, T> {
    private final Optional<Moment> moment;
    private final Map<K, T> values = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    Found(Optional<Moment> moment) {
      this.moment = moment;
    }

    boolean isOf(Optional<Moment> other) {
      return moment.isPresent() && moment.equals(other);
    }

    void keep(K key, T value) {
      if (count.incrementAndGet() <= MOST) {
        values.put(key, value);
      }
    }
  }

  Derived(Supplier<Optional<Moment>> now) {
    this.now = now;
  }

  /** Whether it is kept what was found for this. */
  public boolean has(K key) {
    return kept(key).isPresent();
  }

  /**
   * What was found for this, or else is found now.
   *
   * @param find reads documents by {@link Table#get}, and nothing else whose change could take away
   *     what was found; what it throws is thrown, and neither that nor that there is nothing is
   *     kept
   */
  public Optional<T> get(K key, Supplier<Optional<T>> find) {
    Optional<T> known = kept(key);
    if (known.isPresent()) {
      return known;
    }
    Optional<Moment> before = now.get();
    Optional<T> value = find.get();
    if (value.isPresent() && before.isPresent() && before.equals(now.get())) {
      foundIn(before).keep(key, value.get());
    }
    return value;
  }

  private Optional<T> kept(K key) {
    Found<K, T> last = found;
    return last.isOf(now.get()) ? Optional.ofNullable(last.values.get(key)) : Optional.empty();
  }

  /** Who comes too late takes the place of another moment's, which costs that nothing but time. */
  private Found<K, T> foundIn(Optional<Moment> moment) {
    Found<K, T> last = found;
    if (!last.isOf(moment)) {
      last = new Found<>(moment);
      found = last;
    }
    return last;
  }
}
