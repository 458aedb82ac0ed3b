package io.sallyport.document;

import io.sallyport.audit.AuditEvent;
import io.sallyport.journal.Journal;

/** Tells the host, and the flight recorder, of freshness lost and restored. */
public final class FreshnessAudit implements Freshness {
  private final Journal journal;

  public FreshnessAudit(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void lost(String reason) {
    FreshnessRecording.record(reason);
    journal.note(new AuditEvent.FreshnessLost(journal.now(), reason));
  }

  @Override
  public void restored() {
    FreshnessRecording.record("");
    journal.note(new AuditEvent.FreshnessRestored(journal.now()));
  }
}
