package io.sallyport.example.objectstore;

import io.sallyport.access.PermissionDecision;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** Remembers the latest decisions, to be told in words. Thread-safe. */
final class DecisionLog implements AuditSink {
  private static final int REMEMBERED = 20;

  private final Deque<AuditEvent.Decided> latest = new ArrayDeque<>();

  @Override
  public synchronized void accept(AuditEvent event) {
    if (event instanceof AuditEvent.Decided decided) {
      if (latest.size() == REMEMBERED) {
        latest.removeFirst();
      }
      latest.addLast(decided);
    }
  }

  /** The decisions since the last call, a line each. */
  synchronized String tell() {
    String lines = latest.stream().map(DecisionLog::line).collect(Collectors.joining("\n   "));
    latest.clear();
    return lines;
  }

  /** What callers chose is in it: as this prints it, nobody can begin a line of their own. */
  private static String line(AuditEvent.Decided decided) {
    return new PermissionDecision(decided.action(), decided.resource(), decided.decision())
        .toString();
  }
}
