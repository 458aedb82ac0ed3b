package io.sallyport.policy.eval;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.eval.PieceReader.Wildcards;
import java.util.List;

/**
 * {@code ArnEquals} and {@code ArnLike}, which are the same. What isn't an ARN can't be compared.
 */
final class ArnMatcher {

  private ArnMatcher() {}

  static ValueMatcher like(String value, PolicyVersion version, Doubt doubt, Doubt malformed) {
    List<Piece> pieces = PieceReader.read(value, version, Wildcards.SPECIAL, doubt);
    if (TextMatcher.isWholeVariable(pieces)) {
      return TextMatcher.allValues(
          pieces,
          (each, asked) ->
              (ArnPattern.isArn(each) && ArnPattern.isArn(asked))
                  ? each.equals(asked)
                  : malformed.matches());
    }
    ArnPattern pattern = new ArnPattern(ArnPattern.split(pieces), doubt);
    if (pattern.size() < ArnPattern.PARTS) {
      return (requestValue, context) -> malformed.matches();
    }
    return (requestValue, context) ->
        ArnPattern.isArn(requestValue)
            ? pattern.matches(requestValue, context)
            : malformed.matches();
  }
}
