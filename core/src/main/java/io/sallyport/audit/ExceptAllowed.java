package io.sallyport.audit;

import io.sallyport.identity.IamArn;

/** Tells a sink of all but what was allowed, as long as nobody broke the glass for it. */
record ExceptAllowed(AuditSink sink) implements AuditSink {
  /** Whether an event is one that only who hears of what is allowed is told. */
  static boolean leavesOut(AuditEvent event) {
    return event instanceof AuditEvent.Decided decided
        && decided.decision().isAllowed()
        && !IamArn.isBreakGlass(decided.actor().principal());
  }

  @Override
  public void accept(AuditEvent event) {
    if (!leavesOut(event)) {
      sink.accept(event);
    }
  }

  @Override
  public boolean hearsAllowed() {
    return false;
  }
}
