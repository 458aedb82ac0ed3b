package io.sallyport.example.objectstore;

import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import io.sallyport.policy.eval.Decision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
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

  private static String line(AuditEvent.Decided decided) {
    return decided.action() + " on " + decided.resource() + ": " + words(decided.decision());
  }

  private static String words(Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      return "allowed by " + allowed.by();
    }
    if (decision instanceof Decision.ExplicitlyDenied denied) {
      return "denied by " + denied.by();
    }
    if (decision instanceof Decision.ImplicitlyDenied denied) {
      String layer = denied.firstWithoutAllow().name().toLowerCase(Locale.ROOT);
      return "denied, because no " + layer + " policy allows it";
    }
    if (decision instanceof Decision.Unevaluable denied) {
      return "denied, because it could not be decided: " + denied.reason();
    }
    return "denied";
  }
}
