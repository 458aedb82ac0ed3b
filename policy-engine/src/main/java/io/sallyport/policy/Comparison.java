package io.sallyport.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a condition compares a value: the operators of the policy language, bare. */
public enum Comparison {
  STRING_EQUALS("StringEquals"),
  STRING_NOT_EQUALS("StringNotEquals"),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase"),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase"),
  STRING_LIKE("StringLike"),
  STRING_NOT_LIKE("StringNotLike"),
  NUMERIC_EQUALS("NumericEquals"),
  NUMERIC_NOT_EQUALS("NumericNotEquals"),
  NUMERIC_LESS_THAN("NumericLessThan"),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals"),
  NUMERIC_GREATER_THAN("NumericGreaterThan"),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals"),
  DATE_EQUALS("DateEquals"),
  DATE_NOT_EQUALS("DateNotEquals"),
  DATE_LESS_THAN("DateLessThan"),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals"),
  DATE_GREATER_THAN("DateGreaterThan"),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals"),
  BOOL("Bool"),
  BINARY_EQUALS("BinaryEquals"),
  IP_ADDRESS("IpAddress"),
  NOT_IP_ADDRESS("NotIpAddress"),
  ARN_EQUALS("ArnEquals"),
  ARN_NOT_EQUALS("ArnNotEquals"),
  ARN_LIKE("ArnLike"),
  ARN_NOT_LIKE("ArnNotLike"),
  NULL("Null");

  private static final Map<String, Comparison> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Comparison::text, Function.identity()));

  private final String text;

  Comparison(String text) {
    this.text = text;
  }

  /** The name that a document writes. */
  public String text() {
    return text;
  }

  /** Whether this holds if, and only if, no value matches. */
  public boolean isNegated() {
    return text.contains("Not");
  }

  /** Whether this compares dates. */
  public boolean isDate() {
    return text.startsWith("Date");
  }

  static Optional<Comparison> named(String text) {
    return Optional.ofNullable(BY_NAME.get(text));
  }
}
