package io.sallyport.policy.match;

import io.sallyport.policy.Comparison;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.PieceReader.Wildcards;

/** Tells which values of a policy its operators can compare at all. */
public final class Operands {

  private Operands() {}

  /**
   * Whether that operator can compare that value; with one it can't, a statement grants nothing,
   * and denies.
   */
  public static boolean isComparable(Comparison comparison, String value) {
    return switch (comparison) {
      case NUMERIC_EQUALS,
          NUMERIC_NOT_EQUALS,
          NUMERIC_LESS_THAN,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN,
          NUMERIC_GREATER_THAN_EQUALS ->
          NumberMatcher.parse(value).isPresent();
      case DATE_EQUALS,
          DATE_NOT_EQUALS,
          DATE_LESS_THAN,
          DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN,
          DATE_GREATER_THAN_EQUALS ->
          Instants.seconds(value) != Instants.MALFORMED;
      case BOOL, NULL -> BoolMatcher.isBool(value);
      case BINARY_EQUALS -> BinaryMatcher.decode(value).isPresent();
      case IP_ADDRESS, NOT_IP_ADDRESS -> new AddressMatcher(value, Doubt.FAILS).isValid();
      case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> isArn(value);
      default -> true;
    };
  }

  /** Whether a text holds a variable, once read as a 2012-10-17 document. */
  public static boolean hasVariable(String text) {
    return PieceReader.read(text, PolicyVersion.V2012_10_17, Wildcards.LITERAL, Doubt.FAILS)
        .stream()
        .anyMatch(Piece.Variable.class::isInstance);
  }

  private static boolean isArn(String value) {
    var pieces = PieceReader.read(value, PolicyVersion.V2012_10_17, Wildcards.SPECIAL, Doubt.FAILS);
    return TextMatcher.isWholeVariable(pieces)
        || ArnPattern.split(pieces).size() == ArnPattern.PARTS;
  }
}
