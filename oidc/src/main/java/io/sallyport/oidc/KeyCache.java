package io.sallyport.oidc;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The keys of all providers that tokens came from, each fetched when it is first needed, by threads
 * of its own. Thread-safe.
 */
final class KeyCache implements AutoCloseable {
  /** What a provider takes besides its keys. */
  private static final long PROVIDER_BYTES = 4 * 1024;

  private static final int FETCHES_AT_ONCE = 16;
  private static final int FETCHES_WAITING = 64;
  private static final int CALLERS_WAITING = 128;

  private final KeyFetcher fetcher;
  private final ThreadPoolExecutor threads;
  private final LoadingCache<KeySource, ProviderKeys> providers;

  /**
   * Keeps keys within so many bytes: what is used least goes first, and is fetched again.
   *
   * @see #withinHeap
   */
  KeyCache(Discovery discovery, Clock clock, long bytes) {
    fetcher = new KeyFetcher(discovery);
    threads =
        new ThreadPoolExecutor(
            FETCHES_AT_ONCE,
            FETCHES_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(FETCHES_WAITING),
            Threads.daemons("sallyport-oidc-keys"));
    threads.allowCoreThreadTimeOut(true);
    Turnstile waiting = new Turnstile(CALLERS_WAITING);
    providers =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((KeySource source, ProviderKeys keys) -> weight(keys.weight()))
            .expireAfterAccess(discovery.staleFor())
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build(
                source ->
                    new ProviderKeys(
                        discovery,
                        clock,
                        work -> threads.execute(() -> fetch(source, work)),
                        waiting,
                        source,
                        () -> fetcher.fetch(source)));
  }

  /** A cache of a thirty-second of this process's heap, from 8 to 64 MiB. */
  static KeyCache withinHeap(Discovery discovery, Clock clock) {
    long bytes = Math.max(8L << 20, Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 32));
    return new KeyCache(discovery, clock, bytes);
  }

  private static int weight(long keys) {
    return (int) Math.min(Integer.MAX_VALUE, keys + PROVIDER_BYTES);
  }

  /** Weighs a provider anew: it came without keys. */
  private void fetch(KeySource source, Runnable work) {
    try {
      work.run();
    } finally {
      providers.asMap().computeIfPresent(source, (same, keys) -> keys);
    }
  }

  /** About how many bytes all take. */
  long weight() {
    providers.cleanUp();
    return providers.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  /**
   * The keys to verify a token of this header by. They have one for it, unless the provider was
   * asked of late and has none.
   *
   * @throws io.sallyport.error.IamException if there are none, since they can't be fetched
   */
  IssuerKeys find(KeySource source, TokenHeader header) {
    return providers.get(source).find(header);
  }

  /** Ends all fetches; who waits for one hears that the provider can't be reached. */
  @Override
  public void close() {
    threads.shutdownNow();
    fetcher.close();
  }
}
