package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.sallyport.error.IdpCommunicationException;
import io.sallyport.error.ThrottlingException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Thumbprint;
import io.sallyport.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final TokenHeader RSA = new TokenHeader(SigningAlgorithm.RS256, "0");
  private static final long LEAST = 100 * 256;

  private final SettableClock clock = new SettableClock(Issuer.NOW);

  /** Whoever may register a provider has new thumbprints for the asking. */
  @Test
  void keepsKeysWithinItsBytesHoweverManySourcesThereAre() {
    long bytes = 4L << 20;
    try (TestProvider provider = TestProvider.http(hundredKeys());
        KeyCache cache = new KeyCache(TestProvider.discovery().build(), clock, bytes)) {
      for (int i = 0; i < 20; i++) {
        long before = cache.weight();
        assertTrue(cache.find(source(provider, i), AccountId.EMPTY, RSA).has(RSA));
        if (i == 0) {
          assertTimeoutPreemptively(LONG, () -> awaitWeight(cache, before + LEAST));
        }
        assertTrue(cache.weight() <= bytes);
        clock.advance(Duration.ofSeconds(10));
      }
      int asked = provider.asked();
      cache.find(source(provider, 0), AccountId.EMPTY, RSA);
      assertEquals(asked + 2, provider.asked());
    }
  }

  @Test
  void leavesPlacesToWaitBesideAnAccountWhoseProvidersDrip() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch over = new CountDownLatch(1);
    try (TestProvider dripping = TestProvider.http(Issuer.RSA);
        TestProvider good = TestProvider.http(hundredKeys());
        KeyCache cache =
            new KeyCache(TestProvider.discovery().timeout(LONG).build(), clock, 8L << 20)) {
      dripping.answeringBy(exchange -> awaitQuietly(over));
      List<Future<Boolean>> callers = new ArrayList<>();
      for (int i = 0; i < 72; i++) {
        KeySource source = source(dripping, i / 24);
        callers.add(threads.submit(() -> isTurnedAway(cache, source)));
      }
      while (callers.stream().filter(Future::isDone).count() < 8) {
        Thread.onSpinWait(); // Nobody is served: who is done was turned away.
      }
      assertTrue(cache.find(source(good, 0), new AccountId("111122223333"), RSA).has(RSA));
      over.countDown();
      int turnedAway = 0;
      for (Future<Boolean> caller : callers) {
        turnedAway += caller.get() ? 1 : 0;
      }
      assertEquals(8, turnedAway);
    } finally {
      over.countDown();
      threads.shutdownNow();
    }
  }

  private static boolean isTurnedAway(KeyCache cache, KeySource source) {
    try {
      cache.find(source, AccountId.EMPTY, RSA);
    } catch (ThrottlingException e) {
      return true;
    } catch (IdpCommunicationException e) {
      return false; // It waited, for nothing.
    }
    return false;
  }

  private static void awaitQuietly(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void forgetsKeysThatNobodyUsedUntilTheyWereStale() {
    try (TestProvider provider = TestProvider.http(hundredKeys());
        KeyCache cache = new KeyCache(TestProvider.discovery().build(), clock, 8L << 20)) {
      cache.find(source(provider, 0), AccountId.EMPTY, RSA);
      assertTimeoutPreemptively(LONG, () -> awaitWeight(cache, LEAST));

      clock.advance(Duration.ofHours(25));
      assertEquals(0, cache.weight());
    }
  }

  private static void awaitWeight(KeyCache cache, long least) {
    while (cache.weight() < least) {
      Thread.onSpinWait(); // It is weighed anew once the fetch is over.
    }
  }

  private static KeySource source(TestProvider provider, int number) {
    return new KeySource(provider.issuer(), Set.of(new Thumbprint(String.format("%040x", number))));
  }

  private static JWK[] hundredKeys() {
    return IntStream.range(0, 100)
        .mapToObj(
            i ->
                new RSAKey.Builder(
                        Issuer.STRANGER.getModulus(), Issuer.STRANGER.getPublicExponent())
                    .keyID(Integer.toString(i))
                    .build())
        .toArray(JWK[]::new);
  }
}
