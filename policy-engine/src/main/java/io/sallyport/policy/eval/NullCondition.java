package io.sallyport.policy.eval;

import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.Effect;
import io.sallyport.policy.match.BoolMatcher;
import io.sallyport.policy.match.Doubt;
import io.sallyport.policy.match.Facts;
import io.sallyport.policy.match.Piece;
import java.util.List;
import java.util.Locale;

/**
 * {@code Null}: whether a key is absent. Whether empty text counts as a value is open, so left to
 * doubt, as is a policy value other than true and false.
 */
final class NullCondition implements Condition {
  private final ConditionKey source;
  private final String key;
  private final Doubt doubt;

  NullCondition(ConditionKey source, Effect effect) {
    this.source = source;
    this.key = source.key().toLowerCase(Locale.ROOT);
    this.doubt = Doubt.of(effect);
  }

  @Override
  public boolean holds(Facts facts) {
    String[] values = facts.values(key);
    boolean unclear = values.length == 1 && values[0].isEmpty() && !Piece.Variable.isAccount(key);
    facts.spend(1 + source.values().size());
    boolean holds = source.values().isEmpty() && doubt.matches();
    for (String value : source.values()) {
      if (unclear || !BoolMatcher.isBool(value)) {
        holds |= doubt.matches();
      } else {
        holds |= BoolMatcher.isTrue(value) == (values.length == 0);
      }
    }
    return holds;
  }

  @Override
  public String operator() {
    return "Null";
  }

  @Override
  public String[] keys() {
    return new String[] {key};
  }

  @Override
  public String key() {
    return source.key();
  }

  @Override
  public List<String> policyValues() {
    return source.values();
  }
}
