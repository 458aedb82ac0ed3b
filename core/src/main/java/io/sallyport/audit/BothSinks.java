package io.sallyport.audit;

/** Tells one sink and then another, whatever the first throws. */
record BothSinks(AuditSink first, AuditSink second) implements AuditSink {
  @Override
  public void accept(AuditEvent event) {
    try {
      first.accept(event);
    } finally {
      second.accept(event);
    }
  }

  @Override
  public boolean hearsAllowed() {
    return first.hearsAllowed() || second.hearsAllowed();
  }
}
