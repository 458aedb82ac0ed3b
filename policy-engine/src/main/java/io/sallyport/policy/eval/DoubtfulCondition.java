package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.match.Doubt;
import io.sallyport.policy.match.Facts;
import java.util.List;

/** An operator that isn't known and has no keys, which AWS accepts: a statement in doubt. */
record DoubtfulCondition(String operator, Effect effect) implements Condition {

  @Override
  public boolean holds(Facts facts) {
    return Doubt.of(effect).matches();
  }

  @Override
  public String[] keys() {
    return new String[0];
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
