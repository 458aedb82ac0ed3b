package io.sallyport.policy.eval;

import java.util.List;

/**
 * A decision with all that led to it, written down by the evaluator as it decided. Holds values of
 * the request: fit for those who may see them.
 */
public record Trace(AccessRequest request, Decision decision, List<LayerTrace> layers) {

  /** Copies the layers. */
  public Trace {
    layers = List.copyOf(layers);
  }
}
