package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.sallyport.identity.Thumbprint;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final TokenHeader RSA = new TokenHeader(SigningAlgorithm.RS256, "0");
  private static final long LEAST = 100 * 256;

  private final MutableClock clock = new MutableClock();

  /** Whoever may register a provider has new thumbprints for the asking. */
  @Test
  void keepsKeysWithinItsBytesHoweverManySourcesThereAre() {
    long bytes = 4L << 20;
    try (TestProvider provider = TestProvider.http(hundredKeys());
        KeyCache cache = new KeyCache(TestProvider.discovery().build(), clock, bytes)) {
      for (int i = 0; i < 20; i++) {
        long before = cache.weight();
        assertTrue(cache.find(source(provider, i), RSA).has(RSA));
        if (i == 0) {
          assertTimeoutPreemptively(LONG, () -> awaitWeight(cache, before + LEAST));
        }
        assertTrue(cache.weight() <= bytes);
        clock.pass(Duration.ofSeconds(10));
      }
      int asked = provider.asked();
      cache.find(source(provider, 0), RSA);
      assertEquals(asked + 2, provider.asked());
    }
  }

  @Test
  void forgetsKeysThatNobodyUsedUntilTheyWereStale() {
    try (TestProvider provider = TestProvider.http(hundredKeys());
        KeyCache cache = new KeyCache(TestProvider.discovery().build(), clock, 8L << 20)) {
      cache.find(source(provider, 0), RSA);
      assertTimeoutPreemptively(LONG, () -> awaitWeight(cache, LEAST));

      clock.pass(Duration.ofHours(25));
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
