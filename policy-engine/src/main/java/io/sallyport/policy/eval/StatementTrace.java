package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import java.util.List;

/**
 * What became of one statement.
 *
 * @param conditions those that were asked, in order; the first that failed is the last
 */
public record StatementTrace(
    StatementId id, Effect effect, Outcome outcome, List<ConditionTrace> conditions) {

  /** Copies the conditions. */
  public StatementTrace {
    conditions = List.copyOf(conditions);
  }
}
