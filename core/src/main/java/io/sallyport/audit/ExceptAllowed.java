package io.sallyport.audit;

import io.sallyport.identity.IamArn;

/** Tells a sink of all but what was allowed, as long as nobody broke the glass for it. */
record ExceptAllowed(AuditSink sink) implements AuditSink {
  @Override
  public void accept(AuditEvent event) {
    if (!(event instanceof AuditEvent.Decided decided)
        || !decided.decision().isAllowed()
        || IamArn.isBreakGlass(decided.actor().principal())) {
      sink.accept(event);
    }
  }

  @Override
  public boolean hearsAllowed() {
    return false;
  }
}
