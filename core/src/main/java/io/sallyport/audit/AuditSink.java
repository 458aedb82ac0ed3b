package io.sallyport.audit;

import io.sallyport.document.Freshness;
import java.time.Clock;

/**
 * Takes note of what happens. Called on the thread of the request, so an implementation is quick
 * and thread-safe; what it throws refuses the request.
 */
public interface AuditSink {

  void accept(AuditEvent event);

  /** A sink that keeps nothing. */
  static AuditSink none() {
    return event -> {};
  }

  /** Tells a sink of freshness lost and restored. For Sallyport's own use. */
  @SuppressWarnings("exports")
  static Freshness freshness(AuditSink sink, Clock clock) {
    return new FreshnessAudit(sink, clock);
  }
}
