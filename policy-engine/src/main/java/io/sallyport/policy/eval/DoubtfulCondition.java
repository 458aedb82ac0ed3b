package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import java.util.List;

/** An operator that isn't known and has no keys, which AWS accepts: a statement in doubt. */
record DoubtfulCondition(String operator, Effect effect) implements Condition {

  @Override
  public boolean holds(RequestContext context) {
    return Doubt.of(effect).matches();
  }

  @Override
  public String key() {
    return "";
  }

  @Override
  public List<String> policyValues() {
    return List.of();
  }
}
