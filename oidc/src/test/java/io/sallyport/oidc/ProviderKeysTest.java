package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import io.sallyport.error.IdpCommunicationException;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.ThrottlingException;
import io.sallyport.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderKeysTest {
  private static final Duration COOL_DOWN = Duration.ofSeconds(10);
  private static final IssuerKeys OLD = keys(Issuer.P256);
  private static final IssuerKeys NEW = keys(Issuer.P384, Issuer.P256);
  private static final TokenHeader OLD_KEY = new TokenHeader(SigningAlgorithm.ES256, "p256");
  private static final TokenHeader NEW_KEY = new TokenHeader(SigningAlgorithm.ES384, "p384");

  private final SettableClock clock = new SettableClock(Issuer.NOW);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Runnable> later = new ArrayDeque<>();

  private volatile IssuerKeys shown = OLD;
  private volatile boolean down;
  private final AtomicInteger fetches = new AtomicInteger();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void fetchesWhenAKeyIsFirstNeededAndNotAgain() {
    Asked keys = keys(Runnable::run);
    assertEquals(0, fetches.get());

    for (int i = 0; i < 100; i++) {
      assertSame(OLD, keys.find(OLD_KEY));
    }
    assertEquals(1, fetches.get());
  }

  @Test
  void fetchesForAnUnknownKeyOnceInACoolDownHoweverManyAsk() {
    Asked keys = keys(Runnable::run);
    keys.find(OLD_KEY);
    for (int coolDown = 1; coolDown <= 3; coolDown++) {
      clock.advance(COOL_DOWN);
      for (int i = 0; i < 10_000; i++) {
        TokenHeader unknown = new TokenHeader(SigningAlgorithm.ES256, "random-" + i);
        assertFalse(keys.find(unknown).has(unknown));
        assertSame(OLD, keys.find(OLD_KEY));
      }
      assertEquals(1 + coolDown, fetches.get());
    }
  }

  @Test
  void fetchesNothingForAnUnknownKeyBeforeTheCoolDownIsOver() {
    Asked keys = keys(Runnable::run);
    keys.find(OLD_KEY);
    shown = NEW;

    clock.advance(COOL_DOWN.minusMillis(1));
    assertFalse(keys.find(NEW_KEY).has(NEW_KEY));
    clock.advance(Duration.ofMillis(1));
    assertSame(NEW, keys.find(NEW_KEY));
    assertEquals(2, fetches.get());
  }

  @Test
  void refreshesAheadWithoutHoldingAnyoneUp() {
    Asked keys = keys(later::add);
    assertUnreachable(keys, OLD_KEY); // Nobody fetches: who waits, waits in vain.
    later.remove().run();
    shown = NEW;

    clock.advance(Duration.ofMinutes(15));
    assertSame(OLD, keys.find(OLD_KEY));
    assertEquals(0, later.size());
    clock.advance(Duration.ofSeconds(1));
    assertSame(OLD, keys.find(OLD_KEY));
    assertSame(OLD, keys.find(OLD_KEY));
    assertEquals(1, later.size());
    later.remove().run();
    assertSame(NEW, keys.find(OLD_KEY));
  }

  /** A key that the provider has given up is not to be trusted for a day because nobody asked. */
  @Test
  void looksAgainBeforeItTrustsKeysThatNobodyUsedForAnHour() {
    Asked keys = keys(Runnable::run);
    keys.find(OLD_KEY);
    shown = keys(Issuer.P384);

    clock.advance(Duration.ofHours(1).plusSeconds(1));
    assertFalse(keys.find(OLD_KEY).has(OLD_KEY));
  }

  @Test
  void goesOnWithKnownKeysForADayWhileTheProviderIsDown() {
    Asked keys = keys(Runnable::run);
    keys.find(OLD_KEY);
    down = true;

    for (int hour = 1; hour <= 24; hour++) {
      clock.advance(Duration.ofHours(1));
      assertSame(OLD, keys.find(OLD_KEY));
    }
    IdpCommunicationException e = assertUnreachable(keys, NEW_KEY);
    assertEquals(Issuer.NOW.plus(Duration.ofHours(1)), e.since());
    clock.advance(Duration.ofSeconds(1));
    assertUnreachable(keys, OLD_KEY);
  }

  @Test
  void asksAProviderThatIsDownOnceInACoolDown() {
    Asked keys = keys(Runnable::run);
    down = true;
    for (int i = 0; i < 1_000; i++) {
      assertUnreachable(keys, OLD_KEY);
    }
    assertEquals(1, fetches.get());
    clock.advance(COOL_DOWN);
    assertUnreachable(keys, OLD_KEY);
    assertEquals(2, fetches.get());
  }

  @Test
  void takesTheKeysOfAProviderThatComesBackWithOthersByOneFetch() {
    Asked keys = keys(Runnable::run);
    keys.find(OLD_KEY);
    down = true;
    clock.advance(COOL_DOWN);
    assertUnreachable(keys, NEW_KEY);
    down = false;
    shown = NEW;

    clock.advance(COOL_DOWN);
    assertSame(NEW, keys.find(NEW_KEY));
    assertEquals(3, fetches.get());
  }

  @Test
  void tellsABadCertificateFromAProviderThatIsDown() {
    Asked keys =
        keys(
            Runnable::run,
            () -> {
              throw new FetchException(FetchException.Cause.CERTIFICATE, "");
            });

    assertEquals(
        InvalidIdentityTokenException.Reason.CERTIFICATE,
        assertThrows(InvalidIdentityTokenException.class, () -> keys.find(OLD_KEY)).reason());
  }

  @Test
  void survivesWhateverAFetchThrows() {
    List<RuntimeException> thrown = new ArrayList<>(List.of(new IllegalStateException("once")));
    Asked keys =
        keys(
            Runnable::run,
            () -> {
              if (!thrown.isEmpty()) {
                throw thrown.remove(0);
              }
              return OLD;
            });

    assertUnreachable(keys, OLD_KEY);
    clock.advance(COOL_DOWN);
    assertSame(OLD, keys.find(OLD_KEY));
  }

  @Test
  void fetchesOnceForAllWhoComeMeanwhile() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    Asked keys = keys(threads, () -> fetched(answer));
    List<Future<IssuerKeys>> callers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      callers.add(threads.submit(() -> keys.find(OLD_KEY)));
    }
    answer.countDown();
    for (Future<IssuerKeys> caller : callers) {
      assertSame(OLD, caller.get());
    }
    assertEquals(1, fetches.get());
  }

  @Test
  void answersForKnownKeysWhileItFetchesForAnother() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    Asked keys =
        keys(threads, () -> fetches.get() == 0 ? fetched(new CountDownLatch(0)) : fetched(answer));
    keys.find(OLD_KEY);
    clock.advance(COOL_DOWN);
    Future<IssuerKeys> unknown = threads.submit(() -> keys.find(NEW_KEY));

    assertSame(OLD, keys.find(OLD_KEY));
    assertFalse(unknown.isDone());
    answer.countDown();
    assertSame(OLD, unknown.get());
  }

  @Test
  void turnsAwayWhoeverWouldWaitBesideThirtyTwo() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    Turnstile all = new Turnstile(33);
    Asked keys = keys(threads, all, () -> fetched(answer));
    List<Future<Boolean>> callers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      callers.add(
          threads.submit(
              () -> {
                try {
                  keys.find(OLD_KEY);
                  return true;
                } catch (ThrottlingException e) {
                  return false;
                }
              }));
    }
    while (callers.stream().filter(Future::isDone).count() < 32) {
      Thread.onSpinWait(); // Nobody is served yet: who is done was turned away.
    }
    answer.countDown();
    int served = 0;
    for (Future<Boolean> caller : callers) {
      served += caller.get() ? 1 : 0;
    }
    assertEquals(32, served);
  }

  @Test
  void turnsAwayWhoNeedsAFetchThatNobodyCanBegin() {
    List<Runnable> begun = new ArrayList<>();
    Asked keys =
        keys(
            work -> {
              if (!begun.isEmpty()) {
                throw new RejectedExecutionException();
              }
              begun.add(work);
              work.run();
            });
    keys.find(OLD_KEY);
    clock.advance(Duration.ofHours(1));
    assertSame(OLD, keys.find(OLD_KEY));

    // A key that was taken back isn't good for a day because others keep everyone busy.
    clock.advance(Duration.ofSeconds(1));
    assertThrows(ThrottlingException.class, () -> keys.find(OLD_KEY));
    assertThrows(ThrottlingException.class, () -> keys.find(NEW_KEY));
    begun.clear();
    assertSame(OLD, keys.find(NEW_KEY)); // What could not begin counts for no cool-down.
  }

  @Test
  void fetchesAgainIfTheClockWasSetBack() {
    Asked keys = keys(Runnable::run);
    keys.find(OLD_KEY);
    shown = NEW;
    clock.advance(Duration.ofHours(-1));

    assertSame(NEW, keys.find(NEW_KEY));
  }

  /** A provider's keys, with what fetches them. */
  private record Asked(ProviderKeys keys, Executor threads) {
    IssuerKeys find(TokenHeader header) {
      return keys.find(header, new ProviderKeys.Share(threads, new Turnstile(100)));
    }
  }

  private IssuerKeys fetched(CountDownLatch answer) {
    fetches.incrementAndGet();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OLD;
  }

  private Asked keys(Executor executor) {
    return keys(
        executor,
        () -> {
          fetches.incrementAndGet();
          if (down) {
            throw new FetchException(FetchException.Cause.UNREACHABLE, "down");
          }
          return shown;
        });
  }

  private Asked keys(Executor executor, ProviderKeys.Fetch fetch) {
    return keys(executor, new Turnstile(100), fetch);
  }

  private Asked keys(Executor executor, Turnstile all, ProviderKeys.Fetch fetch) {
    Duration timeout = executor == threads ? Duration.ofMinutes(1) : Duration.ofMillis(1);
    Discovery discovery = Discovery.builder().coolDown(COOL_DOWN).timeout(timeout).build();
    KeySource source = new KeySource(Issuer.URL, Set.of());
    return new Asked(new ProviderKeys(discovery, clock, all, source, fetch), executor);
  }

  private static IdpCommunicationException assertUnreachable(Asked keys, TokenHeader key) {
    IdpCommunicationException e =
        assertThrows(IdpCommunicationException.class, () -> keys.find(key));
    assertEquals(IdpCommunicationException.Reason.UNREACHABLE, e.reason());
    assertTrue(e.since().isAfter(Instant.EPOCH));
    return e;
  }

  private static IssuerKeys keys(JWK... keys) {
    return IssuerKeys.parse(Issuer.jwks(keys));
  }
}
