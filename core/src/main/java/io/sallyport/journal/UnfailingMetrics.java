package io.sallyport.journal;

import io.sallyport.audit.Metrics;
import io.sallyport.policy.eval.Decision;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A host's metrics, whose failures are nobody's: the first is logged. Thread-safe. */
final class UnfailingMetrics implements Metrics {
  private static final System.Logger LOG = System.getLogger(Journal.class.getName());

  private final Metrics host;
  private final AtomicBoolean isTold = new AtomicBoolean();

  UnfailingMetrics(Metrics host) {
    this.host = host;
  }

  private void tell(Consumer<Metrics> what) {
    try {
      what.accept(host);
    } catch (RuntimeException | Error e) {
      if (isTold.compareAndSet(false, true)) {
        LOG.log(System.Logger.Level.WARNING, "the host's metrics fail", e);
      }
    }
  }

  @Override
  public void decided(String action, Decision decision) {
    tell(metrics -> metrics.decided(action, decision));
  }

  @Override
  public void notAuthenticated(String service, String reason) {
    tell(metrics -> metrics.notAuthenticated(service, reason));
  }

  @Override
  public void sessionBegun(String operation) {
    tell(metrics -> metrics.sessionBegun(operation));
  }

  @Override
  public void hit(Cache cache) {
    tell(metrics -> metrics.hit(cache));
  }

  @Override
  public void missed(Cache cache) {
    tell(metrics -> metrics.missed(cache));
  }

  @Override
  public void storeAnswered(StoreCall call, Duration took) {
    tell(metrics -> metrics.storeAnswered(call, took));
  }

  @Override
  public void storeFailed(StoreCall call, Duration took) {
    tell(metrics -> metrics.storeFailed(call, took));
  }

  @Override
  public void freshnessLost() {
    tell(Metrics::freshnessLost);
  }

  @Override
  public void freshnessRestored() {
    tell(Metrics::freshnessRestored);
  }
}
