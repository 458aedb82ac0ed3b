package io.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.SecretKey;
import io.sallyport.policy.eval.Decision;
import io.sallyport.query.QueryResponse;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumedRole;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.TroubledStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {
  private final Counts counts = new Counts();

  /** Counts by what it is told. */
  private static final class Counts implements Metrics {
    final Map<String, Integer> counts = new ConcurrentHashMap<>();

    private void count(Object... what) {
      counts.merge(
          String.join(" ", java.util.Arrays.stream(what).map(Object::toString).toList()),
          1,
          Integer::sum);
    }

    int of(String what) {
      return counts.getOrDefault(what, 0);
    }

    @Override
    public void decided(String action, Decision decision) {
      count(action, decision.isAllowed());
    }

    @Override
    public void notAuthenticated(String service, String reason) {
      count(service, reason);
    }

    @Override
    public void sessionBegun(String operation) {
      count("began", operation);
    }

    @Override
    public void hit(Cache cache) {
      count("hit", cache);
    }

    @Override
    public void missed(Cache cache) {
      count("missed", cache);
    }

    @Override
    public void storeAnswered(StoreCall call, Duration took) {
      assertTrue(!took.isNegative());
      count("answered", call);
    }

    @Override
    public void storeFailed(StoreCall call, Duration took) {
      count("failed", call);
    }

    @Override
    public void freshnessLost() {
      count("lost");
    }

    @Override
    public void freshnessRestored() {
      count("restored");
    }
  }

  @Test
  void whatIsDecidedBegunAndNotProvenIsCounted() {
    try (Installation installation =
        new Installation(new MemoryStore(), builder -> builder.metrics(counts))) {
      installation.createRole();
      AssumedRole session = installation.assumeRole();
      ClientSigner mayAll = ClientSigner.of(session.credentials(), installation.clock);
      ClientSigner mayNothing = ClientSigner.of(installation.key2, installation.clock);
      AccessKey wrong = new AccessKey(installation.key1.id(), SecretKey.of("x"));
      ClientSigner forger = ClientSigner.of(wrong, installation.clock);
      String form = "Action=GetCallerIdentity";
      for (int i = 0; i < 3; i++) {
        get(installation, mayAll);
        get(installation, mayNothing);
        get(installation, forger);
        QueryResponse unused =
            installation.sallyport.query().handle(forger.form("sts", form), form.getBytes(UTF_8));
      }
      assertEquals(3, counts.of("s3:GetObject true"));
      assertEquals(3, counts.of("s3:GetObject false"));
      assertEquals(1, counts.of("sts:AssumeRole true"));
      assertEquals(1, counts.of("began sts:AssumeRole"));
      assertEquals(3, counts.of("s3 SIGNATURE_MISMATCH"));
      assertEquals(3, counts.of("sts SIGNATURE_MISMATCH"));
      assertEquals(1, counts.of("missed SESSIONS"));
      assertEquals(2, counts.of("hit SESSIONS"));
      assertTrue(counts.of("hit POLICIES") > 0, counts.counts::toString);
      assertTrue(counts.of("missed POLICIES") > 0, counts.counts::toString);
      assertTrue(counts.of("answered GET") > 0, counts.counts::toString);
      assertTrue(counts.of("answered COMMIT") > 0, counts.counts::toString);
      assertEquals(0, counts.of("failed GET"));
    }
  }

  @Test
  @Timeout(60)
  void freshDocumentsAreHitsAndTheOthersReadTheStore() {
    try (Installation installation =
        new Installation(new MemoryStore(), builder -> builder.metrics(counts))) {
      ClientSigner signer = ClientSigner.of(installation.key2, installation.clock);
      while (!installation.sallyport.health().isFresh()) {
        get(installation, signer);
      }
      int missed = -1;
      int hits = 0;
      while (counts.of("missed DOCUMENTS") != missed) { // Until all own writes have been heard of.
        missed = counts.of("missed DOCUMENTS");
        hits = counts.of("hit DOCUMENTS");
        get(installation, signer);
      }
      assertTrue(counts.of("hit DOCUMENTS") > hits, counts.counts::toString);
    }
  }

  @Test
  void aStoreThatIsSilentIsCountedAsFailed() {
    TroubledStore store = new TroubledStore();
    try (Installation installation = new Installation(store, builder -> builder.metrics(counts))) {
      installation.clock.advance(Duration.ofHours(1));
      store.stopAnswering();
      AccessAnswer answer =
          installation
              .sallyport
              .access()
              .check(
                  ClientSigner.of(installation.key2, installation.clock).s3("GET", "/bucket/key"));
      assertEquals(503, assertInstanceOf(AccessAnswer.Refused.class, answer).httpStatus());
      assertTrue(counts.of("failed GET") > 0, counts.counts::toString);
    }
  }

  @Test
  void metricsThatThrowChangeNoAnswer() {
    Metrics failing =
        (Metrics)
            java.lang.reflect.Proxy.newProxyInstance(
                MetricsTest.class.getClassLoader(),
                new Class<?>[] {Metrics.class},
                (proxy, method, given) -> {
                  throw new NoClassDefFoundError(method.getName());
                });
    try (Installation installation =
        new Installation(new MemoryStore(), builder -> builder.metrics(failing))) {
      installation.createRole();
      AssumedRole session = installation.assumeRole();
      ClientSigner mayAll = ClientSigner.of(session.credentials(), installation.clock);
      assertInstanceOf(AccessAnswer.Granted.class, get(installation, mayAll));
      ClientSigner mayNothing = ClientSigner.of(installation.key2, installation.clock);
      assertEquals(
          403,
          assertInstanceOf(AccessAnswer.Refused.class, get(installation, mayNothing)).httpStatus());
    }
  }

  private static AccessAnswer get(Installation installation, ClientSigner signer) {
    return installation.sallyport.access().check(signer.s3("GET", "/bucket/key"));
  }
}
