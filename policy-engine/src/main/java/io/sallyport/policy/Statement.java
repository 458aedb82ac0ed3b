package io.sallyport.policy;

import java.util.List;

/**
 * One statement of a document, as written.
 *
 * @param sid the statement's id, or the empty text if it has none
 */
public record Statement(
    String sid,
    Effect effect,
    Principals principals,
    Patterns actions,
    Patterns resources,
    List<ConditionBlock> conditions) {

  /** Copies the conditions. */
  public Statement {
    conditions = List.copyOf(conditions);
  }
}
