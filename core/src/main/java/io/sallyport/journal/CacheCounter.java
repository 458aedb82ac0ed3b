package io.sallyport.journal;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import io.sallyport.audit.Metrics;

/** Tells the host's metrics whether a cache had what it was asked for. Thread-safe. */
public record CacheCounter(Metrics metrics, Metrics.Cache cache) implements StatsCounter {

  /** A cache that is counted, if anybody counts. */
  public static Caffeine<Object, Object> counted(
      Caffeine<Object, Object> cache, Metrics metrics, Metrics.Cache kind) {
    return metrics == Metrics.NONE
        ? cache
        : cache.recordStats(() -> new CacheCounter(metrics, kind));
  }

  @Override
  public void recordHits(int count) {
    for (int i = 0; i < count; i++) {
      metrics.hit(cache);
    }
  }

  @Override
  public void recordMisses(int count) {
    for (int i = 0; i < count; i++) {
      metrics.missed(cache);
    }
  }

  @Override
  public void recordLoadSuccess(long loadTime) {
    // The miss was counted.
  }

  @Override
  public void recordLoadFailure(long loadTime) {
    // The miss was counted.
  }

  @Override
  public void recordEviction(int weight, RemovalCause cause) {
    // What is pushed out is missed when it is asked for again.
  }

  @Override
  public CacheStats snapshot() {
    return CacheStats.empty();
  }
}
