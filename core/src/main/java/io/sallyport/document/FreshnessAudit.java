package io.sallyport.document;

import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import java.time.Clock;

/** Tells the host, and the flight recorder, of freshness lost and restored. */
public final class FreshnessAudit implements Freshness {
  private final AuditSink sink;
  private final Clock clock;

  public FreshnessAudit(AuditSink sink, Clock clock) {
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
