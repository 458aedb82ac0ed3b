package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import io.sallyport.error.IdpCommunicationException;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import io.sallyport.sts.WebIdentityProvider;
import io.sallyport.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a provider is asked, and how good tokens fare, while it is gone or others flood it. */
class FloodTest {
  private static final Duration COOL_DOWN = Duration.ofSeconds(10);
  private static final int DOCUMENTS_OF_A_FETCH = 2;
  private static final int THREADS = 8;
  private static final int TOKENS = 10_000;

  /** So that all of a kind come in a minute. */
  private static final Duration BETWEEN = Duration.ofMinutes(1).dividedBy(TOKENS);

  private static final int COOL_DOWNS = 6;

  private final SettableClock clock = new SettableClock(Issuer.NOW);

  @Test
  void takesTheKeysOfAProviderThatComesBackWithOthersByOneFetch() {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier()) {
      WebIdentityProvider registered = registered(provider);
      String known = token(provider, Issuer.P256);
      String other = token(provider, Issuer.P384);
      assertEquals("alice", verifier.verify(known, registered).subject());
      provider.answeringBy(exchange -> {}); // It hangs up.
      for (int hour = 1; hour <= 24; hour++) {
        clock.advance(Duration.ofHours(1));
        assertEquals("alice", verifier.verify(known, registered).subject());
        assertThrows(IdpCommunicationException.class, () -> verifier.verify(other, registered));
      }
      provider.saying(provider.document()).showing(Issuer.P384);
      clock.advance(COOL_DOWN);
      int before = provider.asked();
      assertEquals("alice", verifier.verify(other, registered).subject());
      assertEquals(before + DOCUMENTS_OF_A_FETCH, provider.asked());
      assertEquals(Reason.UNKNOWN_KEY, refusal(verifier, known, registered));
    }
  }

  @Test
  void asksOnceInACoolDownInAMinuteOfTenThousandRandomKeys() throws Exception {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier()) {
      String good = token(provider, Issuer.P256);
      String claimsAndSignature = good.substring(good.indexOf('.'));
      flood(
          verifier,
          provider,
          Reason.UNKNOWN_KEY,
          i ->
              Issuer.base64("{\"alg\":\"ES256\",\"kid\":\"random-" + i + "\"}")
                  + claimsAndSignature);
      int most = DOCUMENTS_OF_A_FETCH * (1 + COOL_DOWNS);
      assertTrue(provider.asked() <= most, () -> provider.asked() + " documents");
    }
  }

  @Test
  void asksNobodyInAMinuteOfTenThousandBadSignatures() throws Exception {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier()) {
      String good = token(provider, Issuer.P256);
      String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
      flood(
          verifier,
          provider,
          Reason.SIGNATURE,
          i -> unsigned + Issuer.base64("%064d".formatted(i + 1)));
      assertEquals(DOCUMENTS_OF_A_FETCH, provider.asked());
    }
  }

  @FunctionalInterface
  private interface Bad {
    String token(int number);
  }

  /** Has all be refused for the reason, and good tokens among them be taken. */
  private void flood(OidcVerifier verifier, TestProvider provider, Reason reason, Bad bad)
      throws Exception {
    WebIdentityProvider registered = registered(provider);
    String good = token(provider, Issuer.P256);
    assertEquals("alice", verifier.verify(good, registered).subject());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> senders = new ArrayList<>();
      for (int first = 0; first < THREADS; first++) {
        int from = first;
        senders.add(
            threads.submit(
                () -> {
                  for (int i = from; i < TOKENS; i += THREADS) {
                    clock.advance(BETWEEN);
                    assertEquals(reason, refusal(verifier, bad.token(i), registered));
                    if (i % 10 == 0) {
                      assertEquals("alice", verifier.verify(good, registered).subject());
                    }
                  }
                }));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private OidcVerifier verifier() {
    Discovery discovery =
        TestProvider.discovery().coolDown(COOL_DOWN).timeout(Duration.ofSeconds(30)).build();
    return OidcVerifier.builder().discovery(discovery).clock(clock).build();
  }

  private static WebIdentityProvider registered(TestProvider provider) {
    return new WebIdentityProvider(provider.issuer(), Set.of(Issuer.CLIENT));
  }

  /** One that is good for two days. */
  private static String token(TestProvider provider, JWK key) {
    SigningAlgorithm algorithm =
        key.equals(Issuer.P384) ? SigningAlgorithm.ES384 : SigningAlgorithm.ES256;
    String claims =
        provider
            .claims()
            .replace(
                Long.toString(Issuer.SECONDS + 600),
                Long.toString(Issuer.SECONDS + Duration.ofDays(2).toSeconds()));
    return Issuer.signed(Issuer.header(algorithm, key), claims, algorithm, key);
  }

  private static Reason refusal(
      OidcVerifier verifier, String token, WebIdentityProvider registered) {
    return assertThrows(
            InvalidIdentityTokenException.class, () -> verifier.verify(token, registered))
        .reason();
  }
}
