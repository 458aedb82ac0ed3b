package io.sallyport.audit;

/** Tells one sink and then another, each of what it hears of, whatever the first throws. */
record BothSinks(AuditSink first, AuditSink second) implements AuditSink {
  @Override
  public void accept(AuditEvent event) {
    try {
      tell(first, event);
    } finally {
      tell(second, event);
    }
  }

  private static void tell(AuditSink sink, AuditEvent event) {
    if (!ExceptAllowed.leavesOut(event) || hearsAllowed(sink)) {
      sink.accept(event);
    }
  }

  private static boolean hearsAllowed(AuditSink sink) {
    try {
      return sink.hearsAllowed();
    } catch (RuntimeException | Error e) {
      return true;
    }
  }

  @Override
  public boolean hearsAllowed() {
    return hearsAllowed(first) || hearsAllowed(second);
  }
}
