package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.entity.Authority;
import io.sallyport.journal.Journal;
import io.sallyport.policy.eval.RequestContext;

/** The host itself, which may do everything. */
record HostAuthority(Journal journal) implements Authority {
  @Override
  public void require(String action, Arn resource, String asked, RequestContext own) {
    // Nobody is asked.
  }

  @Override
  public void made(String action, Arn resource) {
    note(journal, Actor.HOST, action, resource);
  }

  @Override
  public boolean isUnchecked() {
    return true;
  }

  /** Tells of a change. */
  static void note(Journal journal, Actor who, String action, Arn resource) {
    journal.note(new AuditEvent.Changed(journal.now(), who, action, resource.toString()));
  }
}
