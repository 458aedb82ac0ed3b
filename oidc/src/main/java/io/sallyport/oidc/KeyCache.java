package io.sallyport.oidc;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.sallyport.identity.AccountId;
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

  /** Half, so that one whose providers drip leaves room. */
  private static final int OF_AN_ACCOUNT = 64;

  private static final int MOST_ACCOUNTS = 10_000;

  private final KeyFetcher fetcher;
  private final FetchQueue queue;
  private final LoadingCache<KeySource, ProviderKeys> providers;
  private final LoadingCache<AccountId, Turnstile> waiting =
      Caffeine.newBuilder()
          .maximumSize(MOST_ACCOUNTS)
          .executor(Runnable::run)
          .build(account -> new Turnstile(OF_AN_ACCOUNT));

  /**
   * Keeps keys within so many bytes: what is used least goes first, and is fetched again.
   *
   * @see #withinHeap
   */
  KeyCache(Discovery discovery, Clock clock, long bytes) {
    fetcher = new KeyFetcher(discovery);
    queue = new FetchQueue(clock, discovery.coolDown());
    Turnstile all = new Turnstile(CALLERS_WAITING);
    providers =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((KeySource source, ProviderKeys keys) -> weight(keys.weight()))
            .expireAfterAccess(discovery.staleFor())
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build(
                source ->
                    new ProviderKeys(discovery, clock, all, source, () -> fetcher.fetch(source)));
  }

  /** A cache of a thirty-second of this process's heap, from 8 to 64 MiB. */
  static KeyCache withinHeap(Discovery discovery, Clock clock) {
    long bytes = Math.max(8L << 20, Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 32));
    return new KeyCache(discovery, clock, bytes);
  }

  private static int weight(long keys) {
    return (int) Math.min(Integer.MAX_VALUE, keys + PROVIDER_BYTES);
  }

  private void begin(KeySource source, AccountId account, Runnable work) {
    ProviderKeys before = providers.getIfPresent(source);
    boolean hasKeys = before != null && before.weight() > 0;
    queue.execute(
        source,
        account,
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
   * @param account for whom, if they have to be fetched
   * @throws io.sallyport.error.IamException if there are none, since they can't be fetched
   */
  IssuerKeys find(KeySource source, AccountId account, TokenHeader header) {
    ProviderKeys.Share share =
        new ProviderKeys.Share(work -> begin(source, account, work), waiting.get(account));
    return providers.get(source).find(header, share);
  }

  /** Ends all fetches; who waits for one hears that the provider can't be reached. */
  @Override
  public void close() {
    queue.close();
    fetcher.close();
  }
}
