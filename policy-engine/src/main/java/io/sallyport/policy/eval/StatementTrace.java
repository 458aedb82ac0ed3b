package io.sallyport.policy.eval;

import io.sallyport.policy.Statement;
import java.util.List;
import java.util.Map;

/**
 * What became of one statement.
 *
 * @param statement the statement as written
 * @param action the entry of its Action that matched; empty if none did, or if it has a NotAction
 * @param resource the entry of its Resource that matched; empty if none did, or if it has none
 * @param variables the values of the keys that its variables name, as far as they are known without
 *     asking for more than the decision did
 * @param conditions those that were asked, in order; the first that failed is the last
 */
public record StatementTrace(
    StatementId id,
    Statement statement,
    Outcome outcome,
    String action,
    String resource,
    Map<String, List<String>> variables,
    List<ConditionTrace> conditions) {

  /** Copies the variables and conditions. */
  public StatementTrace {
    variables = Map.copyOf(variables);
    conditions = List.copyOf(conditions);
  }

  /** One that came no further than its plain lists. */
  static StatementTrace plain(StatementId id, Statement statement, Outcome outcome) {
    return new StatementTrace(id, statement, outcome, "", "", Map.of(), List.of());
  }
}
