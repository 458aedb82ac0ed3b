package io.sallyport.policy.match;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code NumericEquals} and its like: decimals compared by value, so {@code 007} is {@code 7.0}.
 */
final class NumberMatcher implements ValueMatcher {
  private static final int LONG_DIGITS = 18;

  /** What is no short whole number takes as long to read as so many comparisons. */
  private static final int STEPS_TO_PARSE = 200;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,100}(\\.\\d{0,100})?|\\.\\d{1,100})([eE][+-]?\\d{1,3})?");

  private final Order order;
  private final Doubt malformed;
  private final Optional<BigDecimal> policyValue;
  private final boolean isShort;
  private final long shortValue;

  NumberMatcher(Order order, String value, Doubt malformed) {
    this.order = order;
    this.malformed = malformed;
    this.policyValue = parse(value);
    this.isShort = isShort(value);
    this.shortValue = isShort ? parseShort(value) : 0;
  }

  @Override
  public boolean matches(String requestValue, Facts facts) {
    if (isShort && isShort(requestValue)) {
      return order.holds(Long.compare(parseShort(requestValue), shortValue));
    }
    facts.spend(STEPS_TO_PARSE);
    Optional<BigDecimal> asked = parse(requestValue);
    if (asked.isEmpty() || policyValue.isEmpty()) {
      return malformed.matches();
    }
    return order.holds(asked.get().compareTo(policyValue.get()));
  }

  static Optional<BigDecimal> parse(String text) {
    return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** Whether the text is a whole number, without a sign, that fits a long. */
  private static boolean isShort(String text) {
    int length = text.length();
    if (length == 0 || length > LONG_DIGITS) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static long parseShort(String digits) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      value = value * 10 + digits.charAt(i) - '0';
    }
    return value;
  }
}
