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

  /** What is decided to see how far decisions were told. */
  static final String MARK = "example:Mark";

  private final Deque<AuditEvent.Decided> latest = new ArrayDeque<>();
  private int marks;

  @Override
  public synchronized void accept(AuditEvent event) {
    if (!(event instanceof AuditEvent.Decided decided)) {
      return;
    }
    if (decided.action().equals(MARK)) {
      marks++;
      notifyAll();
    } else {
      if (latest.size() == REMEMBERED) {
        latest.removeFirst();
      }
      latest.addLast(decided);
    }
  }

  /**
   * The decisions since the last call, a line each.
   *
   * @param mark has {@link #MARK} decided: decisions are told in their order, by a thread of their
   *     own, so that what came before it has been told when it is
   */
  synchronized String tell(Runnable mark) throws InterruptedException {
    int before = marks;
    mark.run();
    while (marks == before) {
      wait();
    }
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
