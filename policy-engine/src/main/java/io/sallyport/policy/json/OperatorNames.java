package io.sallyport.policy.json;

import java.util.regex.Pattern;

/** The condition operators that there are, with what may stand before and after. */
final class OperatorNames {
  private static final Pattern KNOWN =
      Pattern.compile(
          "(ForAllValues:|ForAnyValue:)?"
              + "(String(Not)?Equals(IgnoreCase)?|String(Not)?Like"
              + "|(Numeric|Date)((Not)?Equals|(LessThan|GreaterThan)(Equals)?)"
              + "|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?"
              + "|Null");
  private static final Pattern DATE = Pattern.compile("(For(All|Any)Values?:)?Date.*");

  private OperatorNames() {}

  static boolean isKnown(String operator) {
    return KNOWN.matcher(operator).matches();
  }

  static boolean isDate(String operator) {
    return DATE.matcher(operator).matches();
  }
}
