package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import java.util.List;
import java.util.stream.Stream;

/** The policies of one layer whose grants add up. */
record Section(Layer layer, List<CompiledPolicy> policies) {

  Section {
    policies = List.copyOf(policies);
  }

  Stream<String> faults() {
    return policies.stream().flatMap(policy -> policy.faultIn(layer).stream());
  }

  /** All rules, in order. */
  List<Rule> rules() {
    return policies.stream().flatMap(policy -> policy.rules(layer).stream()).toList();
  }

  /** Those of one effect. */
  List<Rule> rules(Effect effect) {
    return rules().stream().filter(rule -> rule.statement().effect() == effect).toList();
  }
}
