package io.sallyport.oidc;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * The keys of all providers that tokens came from, each fetched when it is first needed, by threads
 * of its own. Thread-safe.
 */
final class KeyCache implements AutoCloseable {
  /** What a provider takes besides its keys. */
  private static final long PROVIDER_BYTES = 4 * 1024;

  private static final int CALLERS_WAITING = 128;

  private final KeyFetcher fetcher;
  private final FetchQueue queue;
  private final LoadingCache<KeySource, ProviderKeys> providers;

  /**
   * Keeps keys within so many bytes: what is used least goes first, and is fetched again.
   *
   * @see #withinHeap
   */
  KeyCache(Discovery discovery, Clock clock, long bytes) {
    fetcher = new KeyFetcher(discovery);
    queue = new FetchQueue(clock, discovery.coolDown());
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
                        work -> begin(source, work),
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

  private void begin(KeySource source, Runnable work) {
    ProviderKeys before = providers.getIfPresent(source);
    boolean hasKeys = before != null && before.weight() > 0;
    queue.execute(
        source,
        hasKeys ? FetchQueue.Kind.LATER : FetchQueue.Kind.FIRST,
        () -> {
          try {
            work.run();
          } finally { // It came without keys, and is weighed anew.
            providers.asMap().computeIfPresent(source, (same, keys) -> keys);
          }
        });
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
    queue.close();
    fetcher.close();
  }
}
