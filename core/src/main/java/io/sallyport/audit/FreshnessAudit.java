package io.sallyport.audit;

import io.sallyport.document.Freshness;
import java.time.Clock;

/** Tells the host, and the flight recorder, of freshness lost and restored. */
final class FreshnessAudit implements Freshness {
  private final AuditSink sink;
  private final Clock clock;

  FreshnessAudit(AuditSink sink, Clock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  @Override
  public void lost(String reason) {
    FreshnessRecording.record(reason);
    sink.accept(new AuditEvent.FreshnessLost(clock.instant(), reason));
  }

  @Override
  public void restored() {
    FreshnessRecording.record("");
    sink.accept(new AuditEvent.FreshnessRestored(clock.instant()));
  }
}
