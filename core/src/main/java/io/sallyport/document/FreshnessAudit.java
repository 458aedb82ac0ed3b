package io.sallyport.document;

import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.Metrics;
import io.sallyport.journal.Journal;

/** Tells the host of freshness lost and restored, and counts what was fresh. */
public final class FreshnessAudit implements Freshness {
  private final Journal journal;

  public FreshnessAudit(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void lost(String reason) {
    journal.metrics().freshnessLost();
    journal.note(new AuditEvent.FreshnessLost(journal.now(), reason));
  }

  @Override
  public void restored() {
    journal.metrics().freshnessRestored();
    journal.note(new AuditEvent.FreshnessRestored(journal.now()));
  }

  @Override
  public void found() {
    journal.metrics().hit(Metrics.Cache.DOCUMENTS);
  }

  @Override
  public void missed() {
    journal.metrics().missed(Metrics.Cache.DOCUMENTS);
  }
}
