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
  /** What is used least goes first, and is fetched again. */
  private static final int MOST_PROVIDERS = 1_000;

  private static final int FETCHES_AT_ONCE = 16;
  private static final int FETCHES_WAITING = 64;
  private static final int CALLERS_WAITING = 128;

  private final KeyFetcher fetcher;
  private final ThreadPoolExecutor threads;
  private final LoadingCache<KeySource, ProviderKeys> providers;

  KeyCache(Discovery discovery, Clock clock) {
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
            .maximumSize(MOST_PROVIDERS)
            .executor(Runnable::run)
            .build(
                source ->
                    new ProviderKeys(
                        discovery, clock, threads, waiting, source, () -> fetcher.fetch(source)));
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
