package io.sallyport.policy.eval;

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

  Rule[][] denies() {
    return policies.stream().map(policy -> policy.rules(layer).denies()).toArray(Rule[][]::new);
  }

  Rule[][] allows() {
    return policies.stream().map(policy -> policy.rules(layer).allows()).toArray(Rule[][]::new);
  }
}
