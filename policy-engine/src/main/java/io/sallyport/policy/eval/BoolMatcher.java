package io.sallyport.policy.eval;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.eval.PieceReader.Wildcards;
import java.util.List;

/** {@code Bool}. AWS's pages contradict each other on variables here: they count only in a Deny. */
final class BoolMatcher {

  private BoolMatcher() {}

  static ValueMatcher equal(String value, PolicyVersion version, Doubt doubt) {
    List<Piece> pieces = PieceReader.read(value, version, Wildcards.LITERAL, doubt);
    if (doubt.matches() && TextMatcher.isWholeVariable(pieces)) {
      return TextMatcher.allValues(pieces, BoolMatcher::same);
    }
    return (requestValue, context) -> same(value, requestValue);
  }

  static boolean isBool(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  private static boolean same(String policyValue, String requestValue) {
    return isBool(policyValue) && policyValue.equalsIgnoreCase(requestValue);
  }
}
