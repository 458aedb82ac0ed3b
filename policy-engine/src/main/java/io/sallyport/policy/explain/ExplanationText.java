package io.sallyport.policy.explain;

import io.sallyport.policy.eval.ConditionTrace;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.LayerTrace;
import io.sallyport.policy.eval.StatementTrace;
import io.sallyport.policy.eval.Trace;
import java.util.Locale;

/** Writes a trace in lines: the decision, then a line per statement, then one per condition. */
final class ExplanationText {

  private ExplanationText() {}

  static String write(Trace trace) {
    StringBuilder text = new StringBuilder();
    text.append(trace.request()).append(":\n").append(reason(trace.decision())).append('\n');
    for (LayerTrace layer : trace.layers()) {
      String name = layer.layer().name().toLowerCase(Locale.ROOT);
      text.append(name).append(layer.statements().isEmpty() ? ": no statements\n" : ":\n");
      for (StatementTrace statement : layer.statements()) {
        statement(text, statement);
      }
    }
    return text.toString();
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

  private static void statement(StringBuilder text, StatementTrace statement) {
    String sid = statement.id().sid();
    text.append("  ")
        .append(statement.id().policy())
        .append(" #")
        .append(statement.id().index())
        .append(sid.isEmpty() ? "" : " " + sid)
        .append(", ")
        .append(statement.effect().text())
        .append(": ")
        .append(outcome(statement))
        .append('\n');
    for (ConditionTrace condition : statement.conditions()) {
      condition(text, condition);
    }
  }

  private static String outcome(StatementTrace statement) {
    return switch (statement.outcome()) {
      case APPLIES -> "applies";
      case OTHER_ACTION -> "is about other actions";
      case OTHER_RESOURCE -> "is about other resources";
      case OTHER_PRINCIPAL -> "is about other callers";
      case CONDITION_FAILED -> "has a condition that doesn't hold";
      case UNEVALUABLE -> "asks for a value that could not be had";
    };
  }

  private static void condition(StringBuilder text, ConditionTrace condition) {
    String asked =
        condition.requestValues().isEmpty()
            ? "the key is missing"
            : "the request has " + condition.requestValues();
    text.append("    ")
        .append(condition.operator())
        .append(' ')
        .append(condition.key())
        .append(' ')
        .append(condition.policyValues())
        .append(": ")
        .append(condition.result().name().toLowerCase(Locale.ROOT))
        .append(", ")
        .append(asked)
        .append('\n');
  }
}
