package io.sallyport.oidc;

import io.sallyport.error.IamException;
import io.sallyport.error.IdpCommunicationException;
import io.sallyport.error.ThrottlingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One provider's keys: as they were fetched last, until they are too old. One fetch is on its way
 * at most, and one is begun in a cool-down at most, whether the last one failed or not. Whoever has
 * a key that is known and young waits for nothing. Thread-safe.
 */
final class ProviderKeys {
  private static final System.Logger LOG = System.getLogger(ProviderKeys.class.getName());

  /** Callers that wait for this provider, so that it can't take all places. */
  private static final int CALLERS_WAITING = 32;

  /** Keys that are this many times as old as they should become are used after a fetch alone. */
  private static final int OLD = 4;

  /**
   * What one account may take of what all share.
   *
   * @param threads what fetches, later and elsewhere
   * @param waiting whoever waits for a fetch
   */
  record Share(Executor threads, Turnstile waiting) {}

  /** What fetches the keys. */
  @FunctionalInterface
  interface Fetch {
    IssuerKeys keys() throws FetchException;
  }

  /**
   * What is known.
   *
   * @param fetched when the keys were asked for
   * @param failure what was wrong with the last fetch, if it failed
   * @param failures in a row
   * @param since when the first of them was
   */
  private record Held(
      Optional<IssuerKeys> keys,
      Instant fetched,
      Optional<FetchException.Cause> failure,
      int failures,
      Instant since) {
    static Held of(IssuerKeys keys, Instant fetched) {
      return new Held(Optional.of(keys), fetched, Optional.empty(), 0, fetched);
    }

    Held failed(FetchException.Cause why, Instant now) {
      return new Held(keys, fetched, Optional.of(why), failures + 1, failures == 0 ? now : since);
    }

    boolean isOlder(Duration age, Instant now) {
      return apart(fetched, now).compareTo(age) > 0;
    }
  }

  private final Discovery discovery;
  private final Clock clock;
  private final Turnstile waitingForAny;
  private final Turnstile waiting = new Turnstile(CALLERS_WAITING);
  private final KeySource source;
  private final Fetch fetch;

  private volatile Held held =
      new Held(Optional.empty(), Instant.EPOCH, Optional.empty(), 0, Instant.EPOCH);

  private Optional<CompletableFuture<Void>> onItsWay = Optional.empty();
  private Instant begun = Instant.MIN;

  /**
   * Begins without keys, and fetches none yet.
   *
   * @param waitingForAny whoever waits, for this provider or another
   */
  ProviderKeys(
      Discovery discovery, Clock clock, Turnstile waitingForAny, KeySource source, Fetch fetch) {
    this.discovery = discovery;
    this.clock = clock;
    this.waitingForAny = waitingForAny;
    this.source = source;
    this.fetch = fetch;
  }

  /**
   * The keys to verify a token of this header by: with one for it, unless the provider was asked
   * within the cool-down and shows none.
   *
   * @param share what whoever asks may take
   * @throws io.sallyport.error.IamException if there are none, or not this one, and the provider
   *     can't be asked
   */
  IssuerKeys find(TokenHeader header, Share share) {
    Instant now = clock.instant();
    Held before = held;
    Optional<IssuerKeys> known = known(before, header, now);
    if (known.isPresent() && !before.isOlder(discovery.refreshAfter(), now)) {
      return known.get();
    }
    boolean answered;
    try {
      Optional<CompletableFuture<Void>> fetching = begin(now, share.threads());
      if (known.isPresent() && !mustWait(before, now)) {
        return known.get();
      }
      answered = fetching.isEmpty() || await(fetching.get(), share);
    } catch (ThrottlingException e) {
      return known.filter(keys -> !mustWait(before, now)).orElseThrow(() -> e);
    }
    Held after = held;
    return known(after, header, now)
        .or(() -> answered && after.failures() == 0 ? usable(after, now) : Optional.empty())
        .orElseThrow(() -> unreachable(after, now));
  }

  /** About how many bytes the keys take at most. */
  long weight() {
    return held.keys().map(IssuerKeys::weight).orElse(0L);
  }

  private Optional<IssuerKeys> usable(Held some, Instant now) {
    return some.keys().filter(keys -> !some.isOlder(discovery.staleFor(), now));
  }

  private Optional<IssuerKeys> known(Held some, TokenHeader header, Instant now) {
    return usable(some, now).filter(keys -> keys.has(header));
  }

  /** So that a provider that nobody used for hours isn't trusted by what it showed then. */
  private boolean mustWait(Held some, Instant now) {
    return some.failures() == 0 && some.isOlder(discovery.refreshAfter().multipliedBy(OLD), now);
  }

  private static IamException unreachable(Held some, Instant now) {
    return some.failure()
        .map(failure -> failure.toIamException(some.since()))
        .orElseGet(
            () -> new IdpCommunicationException(IdpCommunicationException.Reason.UNREACHABLE, now));
  }

  /** The fetch that is on its way, or a new one; none while the provider isn't to be asked. */
  private synchronized Optional<CompletableFuture<Void>> begin(Instant now, Executor threads) {
    boolean isHot = apart(begun, now).compareTo(discovery.coolDown()) < 0;
    if (onItsWay.isPresent() || isHot) {
      return onItsWay;
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    Instant begunBefore = begun;
    onItsWay = Optional.of(done);
    begun = now;
    try {
      threads.execute(() -> fetch(now, done));
    } catch (RejectedExecutionException e) {
      onItsWay = Optional.empty();
      begun = begunBefore;
      throw new ThrottlingException();
    }
    return onItsWay;
  }

  /** Either way: threads tell the time one after the other, and clocks are set back. */
  private static Duration apart(Instant one, Instant other) {
    return Duration.between(one, other).abs();
  }

  private void fetch(Instant now, CompletableFuture<Void> done) {
    Held next = held;
    try {
      next = Held.of(fetch.keys(), now);
    } catch (FetchException e) {
      next = failed(next, e, now);
    } catch (RuntimeException e) {
      FetchException failure =
          new FetchException(FetchException.Cause.UNREACHABLE, "it can't be", e);
      next = failed(next, failure, now);
    } finally {
      end(next);
      done.complete(null);
    }
  }

  private Held failed(Held before, FetchException failure, Instant now) {
    log(failure);
    return before.failed(failure.why(), now);
  }

  private void log(FetchException failure) {
    String what = "the keys of " + source.issuer() + " could not be fetched: " + failure.why();
    LOG.log(System.Logger.Level.WARNING, what); // What else it says is the provider's own words.
    LOG.log(System.Logger.Level.DEBUG, what, failure);
  }

  private synchronized void end(Held next) {
    held = next;
    onItsWay = Optional.empty();
  }

  /** Whether the fetch ended in time, well or not. */
  private boolean await(CompletableFuture<Void> fetching, Share share) {
    return share
        .waiting()
        .pass(() -> waitingForAny.pass(() -> waiting.pass(() -> ended(fetching))));
  }

  private boolean ended(CompletableFuture<Void> fetching) {
    try {
      fetching.get(discovery.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) { // It is only ever completed.
      throw new IllegalStateException(e);
    }
  }
}
