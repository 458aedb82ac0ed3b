package io.sallyport.policy.explain;

import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PrincipalType;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import io.sallyport.policy.eval.ConditionTrace;
import io.sallyport.policy.eval.ConditionTrace.Result;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.LayerTrace;
import io.sallyport.policy.eval.StatementTrace;
import io.sallyport.policy.eval.Trace;
import io.sallyport.policy.source.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a trace in lines: the decision, then a line per statement, then one per condition.
 * Whatever a line quotes, it stays one line, since much of that is of the caller's choosing.
 */
final class ExplanationText {
  /** So many entries of a list tell what it is about. */
  private static final int SHOWN = 5;

  private ExplanationText() {}

  static String write(Trace trace) {
    StringBuilder text = new StringBuilder();
    line(text, trace.request() + ":");
    line(text, reason(trace.decision()));
    for (LayerTrace layer : trace.layers()) {
      String name = layer.layer().name().toLowerCase(Locale.ROOT);
      line(text, name + (layer.statements().isEmpty() ? ": no statements" : ":"));
      for (StatementTrace statement : layer.statements()) {
        statement(text, statement);
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(Printable.of(line)).append('\n');
  }

  static String reason(Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      return "allowed by " + allowed.by();
    }
    if (decision instanceof Decision.ExplicitlyDenied denied) {
      return "denied by " + denied.by();
    }
    if (decision instanceof Decision.ImplicitlyDenied denied) {
      String layer = denied.firstWithoutAllow().name().toLowerCase(Locale.ROOT);
      return "denied, since nothing in the " + layer + " layer allows it";
    }
    if (decision instanceof Decision.Unevaluable unevaluable) {
      return "denied, since it could not be evaluated: " + unevaluable.reason();
    }
    throw new IllegalStateException("every decision has a reason");
  }

  private static void statement(StringBuilder text, StatementTrace trace) {
    String sid = trace.id().sid();
    line(
        text,
        "  %s #%d%s, %s: %s"
            .formatted(
                trace.id().policy(),
                trace.id().index(),
                sid.isEmpty() ? "" : " " + sid,
                trace.statement().effect().text(),
                outcome(trace)));
    trace.variables().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(it -> line(text, "    ${%s} is %s".formatted(it.getKey(), it.getValue())));
    for (ConditionTrace condition : trace.conditions()) {
      condition(text, condition);
    }
  }

  private static String outcome(StatementTrace trace) {
    Statement statement = trace.statement();
    return switch (trace.outcome()) {
      case APPLIES -> "applies" + matched(trace);
      case OTHER_ACTION -> "is about other actions" + list("Action", statement.actions());
      case OTHER_RESOURCE -> "is about other resources" + list("Resource", statement.resources());
      case OTHER_PRINCIPAL -> "is about other callers" + callers(statement.principals());
      case CONDITION_FAILED -> "has a condition that doesn't hold" + matched(trace);
      case UNEVALUABLE -> "asks for a value that could not be had" + matched(trace);
    };
  }

  private static String matched(StatementTrace trace) {
    Statement statement = trace.statement();
    return entry("Action", statement.actions(), trace.action())
        + entry("Resource", statement.resources(), trace.resource());
  }

  /** The entry that matched, or the list that has none that did. */
  private static String entry(String name, Patterns list, String entry) {
    return entry.isEmpty() && list.polarity() == Polarity.IN
        ? ""
        : entry.isEmpty() ? list(name, list) : ", " + name + " " + entry;
  }

  private static String list(String name, Patterns list) {
    return list(name, list.polarity(), list.values());
  }

  private static String callers(Principals list) {
    return list(
        "Principal", list.polarity(), list.values().stream().map(ExplanationText::caller).toList());
  }

  private static String caller(NamedPrincipal principal) {
    return principal.type() == PrincipalType.ANYONE
        ? principal.value()
        : principal.type().text() + " " + principal.value();
  }

  private static String list(String name, Polarity polarity, List<String> values) {
    if (polarity == Polarity.ABSENT) {
      return "";
    }
    int more = values.size() - SHOWN;
    return (polarity == Polarity.IN ? ", " : ", Not")
        + name
        + " "
        + String.join(", ", more > 0 ? values.subList(0, SHOWN) : values)
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static void condition(StringBuilder text, ConditionTrace condition) {
    line(
        text,
        "    %s %s %s: %s, %s"
            .formatted(
                condition.operator(),
                condition.key(),
                condition.policyValues(),
                condition.result().name().toLowerCase(Locale.ROOT),
                asked(condition)));
  }

  private static String asked(ConditionTrace condition) {
    if (condition.result() == Result.UNEVALUABLE) {
      return "a value could not be had";
    }
    return condition.requestValues().isEmpty()
        ? "the key is missing"
        : "the request has " + condition.requestValues();
  }
}
