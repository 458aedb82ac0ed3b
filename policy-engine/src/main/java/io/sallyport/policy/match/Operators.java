package io.sallyport.policy.match;

import io.sallyport.policy.Comparison;
import io.sallyport.policy.PolicyVersion;
import java.util.EnumMap;
import java.util.Map;

/**
 * How each operator compares one value: a line per operator. Negation is the condition's affair.
 */
public final class Operators {

  /**
   * Makes a test of one policy value.
   *
   * <p>{@code doubt} is what an open outcome counts as, and what operands do that can't be
   * compared.
   */
  public interface Factory {

    /** Makes it. */
    ValueMatcher test(String value, PolicyVersion version, Doubt doubt);
  }

  private static final Map<Comparison, Factory> FACTORIES = new EnumMap<>(Comparison.class);

  static {
    put(Comparison.STRING_EQUALS, TextMatcher::equal);
    put(Comparison.STRING_NOT_EQUALS, factory(Comparison.STRING_EQUALS));
    put(Comparison.STRING_EQUALS_IGNORE_CASE, TextMatcher::equalIgnoringCase);
    put(Comparison.STRING_NOT_EQUALS_IGNORE_CASE, factory(Comparison.STRING_EQUALS_IGNORE_CASE));
    put(Comparison.STRING_LIKE, TextMatcher::like);
    put(Comparison.STRING_NOT_LIKE, factory(Comparison.STRING_LIKE));
    put(Comparison.NUMERIC_EQUALS, number(Order.EQUAL));
    put(Comparison.NUMERIC_NOT_EQUALS, number(Order.EQUAL));
    put(Comparison.NUMERIC_LESS_THAN, number(Order.LESS));
    put(Comparison.NUMERIC_LESS_THAN_EQUALS, number(Order.LESS_OR_EQUAL));
    put(Comparison.NUMERIC_GREATER_THAN, number(Order.GREATER));
    put(Comparison.NUMERIC_GREATER_THAN_EQUALS, number(Order.GREATER_OR_EQUAL));
    put(Comparison.DATE_EQUALS, date(Order.EQUAL));
    put(
        Comparison.DATE_NOT_EQUALS,
        (v, version, doubt) -> new DateMatcher(Order.EQUAL, v, doubt, Doubt.FAILS));
    put(Comparison.DATE_LESS_THAN, date(Order.LESS));
    put(Comparison.DATE_LESS_THAN_EQUALS, date(Order.LESS_OR_EQUAL));
    put(Comparison.DATE_GREATER_THAN, date(Order.GREATER));
    put(Comparison.DATE_GREATER_THAN_EQUALS, date(Order.GREATER_OR_EQUAL));
    put(Comparison.BOOL, BoolMatcher::equal);
    put(Comparison.BINARY_EQUALS, (v, version, doubt) -> BinaryMatcher.equal(v, doubt));
    put(Comparison.IP_ADDRESS, (v, version, doubt) -> new AddressMatcher(v, doubt));
    put(Comparison.NOT_IP_ADDRESS, factory(Comparison.IP_ADDRESS));
    put(Comparison.ARN_EQUALS, ArnMatcher::like);
    put(Comparison.ARN_NOT_EQUALS, ArnMatcher::like);
    put(Comparison.ARN_LIKE, ArnMatcher::like);
    put(Comparison.ARN_NOT_LIKE, ArnMatcher::like);
  }

  private Operators() {}

  /** The factory of an operator other than Null, which tests keys and not values. */
  public static Factory factory(Comparison comparison) {
    Factory factory = FACTORIES.get(comparison);
    if (factory == null) {
      throw new IllegalArgumentException(comparison.text() + " does not test values");
    }
    return factory;
  }

  private static void put(Comparison comparison, Factory factory) {
    FACTORIES.put(comparison, factory);
  }

  private static Factory number(Order order) {
    return (value, version, doubt) -> new NumberMatcher(order, value, doubt);
  }

  private static Factory date(Order order) {
    return (value, version, doubt) -> new DateMatcher(order, value, doubt, doubt);
  }
}
