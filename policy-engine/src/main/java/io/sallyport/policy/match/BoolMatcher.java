package io.sallyport.policy.match;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.PieceReader.Wildcards;
import java.util.List;

/**
 * {@code Bool}. AWS's pages contradict each other on variables here: they count only in a Deny.
 * Doubt decides on what is neither true nor false.
 */
public final class BoolMatcher {

  private BoolMatcher() {}

  static ValueMatcher equal(String value, PolicyVersion version, Doubt doubt) {
    List<Piece> pieces = PieceReader.read(value, version, Wildcards.LITERAL, doubt);
    if (doubt.matches() && TextMatcher.isWholeVariable(pieces)) {
      return TextMatcher.allValues(pieces, (each, asked) -> same(each, asked, doubt));
    }
    return (requestValue, facts) -> same(value, requestValue, doubt);
  }

  /** Whether a text is true or false, in any case of letters. */
  public static boolean isBool(String text) {
    return isTrue(text) || Fold.same(text, "false", Doubt.FAILS);
  }

  /** Whether a text is true, in any case of letters. */
  public static boolean isTrue(String text) {
    return Fold.same(text, "true", Doubt.FAILS);
  }

  private static boolean same(String policyValue, String requestValue, Doubt doubt) {
    return (isBool(policyValue) && isBool(requestValue))
        ? isTrue(policyValue) == isTrue(requestValue)
        : doubt.matches();
  }
}
