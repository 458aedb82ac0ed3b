package io.sallyport.policy.eval;

import io.sallyport.policy.Comparison;
import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.ConditionOperator;
import io.sallyport.policy.Effect;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.UnevaluableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles the conditions of a statement. */
final class Conditions {

  private Conditions() {}

  /**
   * Compiles.
   *
   * @throws UnevaluableException if an operator isn't known
   */
  static Condition[] compile(List<ConditionBlock> blocks, PolicyVersion version, Effect effect) {
    List<Condition> compiled = new ArrayList<>();
    for (ConditionBlock block : blocks) {
      Optional<ConditionOperator> operator = ConditionOperator.parse(block.operator());
      if (operator.isEmpty()) {
        compiled.add(unknown(block, effect));
        continue;
      }
      for (ConditionKey key : block.keys()) {
        compiled.add(
            operator.get().comparison() == Comparison.NULL
                ? new NullCondition(key, effect)
                : new ValueCondition(operator.get(), key, version, effect));
      }
    }
    return compiled.toArray(Condition[]::new);
  }

  private static Condition unknown(ConditionBlock block, Effect effect) {
    if (!block.keys().isEmpty()) {
      throw new UnevaluableException(
          "\"" + block.operator() + "\" is no condition operator that is known");
    }
    return new DoubtfulCondition(block.operator(), effect);
  }
}
