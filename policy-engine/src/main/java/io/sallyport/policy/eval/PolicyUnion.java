package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import java.util.List;
import java.util.stream.Stream;

/** The policies of one layer whose grants add up. */
record PolicyUnion(Layer layer, List<CompiledPolicy> policies) {

  PolicyUnion {
    policies = List.copyOf(policies);
  }

  Stream<String> faults() {
    return policies.stream().flatMap(policy -> policy.faultIn(layer).stream());
  }

  /** All statements, in order. */
  List<PlacedStatement> statements() {
    return policies.stream().flatMap(policy -> policy.statements(layer).stream()).toList();
  }

  /** Those of one effect. */
  List<PlacedStatement> statements(Effect effect) {
    return statements().stream().filter(placed -> placed.statement().effect() == effect).toList();
  }
}
