package io.sallyport.example.quickstart;

import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.Sallyport;
import io.sallyport.audit.Metrics;
import io.sallyport.policy.eval.Decision;
import java.time.Duration;

/**
 * Counts what happens in the meters of Micrometer, from where it goes to Prometheus and others.
 * Thread-safe.
 */
final class MicrometerMetrics implements Metrics {
  private final MeterRegistry registry;

  MicrometerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** What an instance tells of itself when it is asked. */
  void watch(Sallyport sallyport) {
    registry.gauge("sallyport.fresh", sallyport, it -> it.health().isFresh() ? 1 : 0);
    registry.gauge("sallyport.keys.whole", sallyport, it -> it.health().hasAllKeys() ? 1 : 0);
    registry.gauge("sallyport.audit.dropped", sallyport, it -> it.health().eventsDropped());
  }

  /** By outcome alone: a label for each action would be too many. */
  @Override
  public void decided(String action, Decision decision) {
    String outcome = decision.getClass().getSimpleName();
    registry.counter("sallyport.decisions", "outcome", outcome).increment();
  }

  @Override
  public void notAuthenticated(String service, String reason) {
    registry
        .counter("sallyport.authentications.failed", "service", service, "reason", reason)
        .increment();
  }

  @Override
  public void sessionBegun(String operation) {
    registry.counter("sallyport.sessions", "operation", operation).increment();
  }

  @Override
  public void hit(Cache cache) {
    registry.counter("sallyport.cache", "cache", cache.name(), "result", "hit").increment();
  }

  @Override
  public void missed(Cache cache) {
    registry.counter("sallyport.cache", "cache", cache.name(), "result", "missed").increment();
  }

  @Override
  public void storeAnswered(StoreCall call, Duration took) {
    registry.timer("sallyport.store", "call", call.name(), "result", "answered").record(took);
  }

  @Override
  public void storeFailed(StoreCall call, Duration took) {
    registry.timer("sallyport.store", "call", call.name(), "result", "failed").record(took);
  }
}
