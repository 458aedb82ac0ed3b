package io.sallyport.policy.match;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.PieceReader.Wildcards;
import java.util.List;

/**
 * {@code ArnEquals} and {@code ArnLike}, which are the same. What isn't an ARN of six parts, be it
 * {@code *}, can't be compared: doubt decides.
 */
final class ArnMatcher {

  private ArnMatcher() {}

  static ValueMatcher like(String value, PolicyVersion version, Doubt doubt) {
    List<Piece> pieces = PieceReader.read(value, version, Wildcards.SPECIAL, doubt);
    if (TextMatcher.isWholeVariable(pieces)) {
      return TextMatcher.allValues(
          pieces,
          (each, asked) ->
              (ArnPattern.isArn(each) && ArnPattern.isArn(asked))
                  ? each.equals(asked)
                  : doubt.matches());
    }
    ArnPattern pattern = new ArnPattern(ArnPattern.split(pieces));
    if (pattern.size() < ArnPattern.PARTS) {
      return (requestValue, facts) -> doubt.matches();
    }
    return (requestValue, facts) ->
        ArnPattern.isArn(requestValue) ? pattern.matches(requestValue, facts) : doubt.matches();
  }
}
