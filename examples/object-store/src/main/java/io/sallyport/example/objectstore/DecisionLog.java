package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import io.sallyport.access.PermissionDecision;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** Remembers the latest decisions, to be told in words, until it is ended. Thread-safe. */
final class DecisionLog implements AuditSink {
  private static final int REMEMBERED = 20;

  /** What is decided to see how far decisions were told. */
  static final String MARK = "example:Mark";

  /** It may be one of too many to be told. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Deque<AuditEvent.Decided> latest = new ArrayDeque<>();
  private int marks;
  private volatile boolean isEnded;

  /** Nobody will ask any more. */
  void end() {
    isEnded = true;
  }

  @Override
  public boolean hearsAllowed() {
    return !isEnded;
  }

  @Override
  public synchronized void accept(AuditEvent event) {
    if (isEnded || !(event instanceof AuditEvent.Decided decided)) {
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

  /** The decisions of an instance since the last call, a line each. */
  String tell(Sallyport sallyport) {
    return tell(
        () -> {
          Decision unused =
              sallyport.access().decide(new Anonymous(), MARK, "*", RequestContext.empty());
        });
  }

  /**
   * The decisions since the last call, a line each.
   *
   * @param mark has {@link #MARK} decided: decisions are told in their order, by a thread of their
   *     own, so that what came before it has been told when it is
   */
  synchronized String tell(Runnable mark) {
    int before = marks;
    mark.run();
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (marks == before && System.nanoTime() < end) {
        wait(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
