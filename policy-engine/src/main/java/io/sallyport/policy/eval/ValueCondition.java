package io.sallyport.policy.eval;

import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.ConditionOperator;
import io.sallyport.policy.Effect;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Presence;
import io.sallyport.policy.Quantifier;
import io.sallyport.policy.match.Doubt;
import io.sallyport.policy.match.Facts;
import io.sallyport.policy.match.Operators;
import io.sallyport.policy.match.ValueMatcher;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A condition that compares values.
 *
 * <p>A positive operator holds if the request's value matches any of the policy's, a negated one if
 * it matches none. Of a key with several values and no set operator, a positive operator asks that
 * any value matches, a negated one that none does.
 *
 * <p>Open in AWS's pages, so left to doubt: {@code ForAnyValue:...IfExists} on an absent key; an
 * empty list of policy values; {@code ForAllValues} where all that is there is empty text; a value
 * of the policy or of the request that the operator can't compare.
 */
final class ValueCondition implements Condition {
  private static final int COMPARED = 32;

  private final ConditionOperator operator;
  private final ConditionKey source;
  private final String key;
  private final ValueMatcher[] tests;
  private final String[] keys;
  private final boolean negated;
  private final Doubt doubt;

  ValueCondition(
      ConditionOperator operator, ConditionKey source, PolicyVersion version, Effect effect) {
    this.operator = operator;
    this.source = source;
    this.key = source.key().toLowerCase(Locale.ROOT);
    this.negated = operator.comparison().isNegated();
    this.doubt = Doubt.of(effect);
    Doubt inner = negated ? doubt.inverted() : doubt;
    Operators.Factory factory = Operators.factory(operator.comparison());
    this.tests =
        source.values().stream()
            .map(value -> factory.test(value, version, inner))
            .toArray(ValueMatcher[]::new);
    this.keys =
        Stream.concat(Stream.of(key), ReferencedKeys.variables(source.values().stream(), version))
            .distinct()
            .toArray(String[]::new);
  }

  @Override
  public boolean holds(Facts facts) {
    String[] values = facts.values(key);
    if (tests.length == 0) {
      return doubt.matches();
    }
    if (values.length == 0) {
      return holdsWithoutKey();
    }
    return switch (operator.quantifier()) {
      case NONE -> anyMatches(values, facts) != negated;
      case FOR_ALL_VALUES -> allPass(values, facts) || (doubt.matches() && areEmpty(values));
      case FOR_ANY_VALUE -> anyPasses(values, facts);
    };
  }

  private boolean holdsWithoutKey() {
    boolean ifExists = operator.presence() == Presence.IF_EXISTS;
    return switch (operator.quantifier()) {
      case NONE -> ifExists || negated;
      case FOR_ALL_VALUES -> true;
      case FOR_ANY_VALUE -> ifExists && doubt.matches();
    };
  }

  private boolean anyMatches(String[] values, Facts facts) {
    for (String value : values) {
      if (matches(value, facts)) {
        return true;
      }
    }
    return false;
  }

  private boolean allPass(String[] values, Facts facts) {
    for (String value : values) {
      if (matches(value, facts) == negated) {
        return false;
      }
    }
    return true;
  }

  private boolean anyPasses(String[] values, Facts facts) {
    for (String value : values) {
      if (matches(value, facts) != negated) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(String value, Facts facts) {
    long steps = 1L + value.length() / COMPARED;
    for (ValueMatcher test : tests) {
      facts.spend(steps);
      if (test.matches(value, facts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean areEmpty(String[] values) {
    for (String value : values) {
      if (!value.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the condition pins its key: it must be there, and have one of some fixed values. */
  boolean pins(String lowerCaseKey) {
    return key.equals(lowerCaseKey)
        && !negated
        && operator.presence() == Presence.REQUIRED
        && operator.quantifier() != Quantifier.FOR_ALL_VALUES
        && source.values().stream().allMatch(ValueCondition::isFixed);
  }

  private static boolean isFixed(String value) {
    return value.indexOf('*') < 0 && value.indexOf('?') < 0 && !value.contains("${");
  }

  @Override
  public String operator() {
    return operator.quantifier().text()
        + operator.comparison().text()
        + (operator.presence() == Presence.IF_EXISTS ? "IfExists" : "");
  }

  @Override
  public String[] keys() {
    return keys;
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
