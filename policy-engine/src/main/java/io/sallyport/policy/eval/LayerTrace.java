package io.sallyport.policy.eval;

import java.util.List;

/** What became of the statements of one layer: all policies of it, in order. */
public record LayerTrace(Layer layer, List<StatementTrace> statements) {

  /** Copies the statements. */
  public LayerTrace {
    statements = List.copyOf(statements);
  }
}
