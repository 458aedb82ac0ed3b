package io.sallyport.audit;

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
}
