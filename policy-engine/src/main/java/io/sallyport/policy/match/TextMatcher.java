package io.sallyport.policy.match;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.PieceReader.Wildcards;
import java.util.List;

/**
 * {@code StringEquals} and its like. A variable that is the whole value stands for all values of
 * its key; inside a longer text a key with several values matches nothing.
 */
final class TextMatcher {

  private TextMatcher() {}

  static ValueMatcher equal(String value, PolicyVersion version, Doubt doubt) {
    List<Piece> pieces = PieceReader.read(value, version, Wildcards.LITERAL, doubt);
    if (isWholeVariable(pieces)) {
      return allValues(pieces, String::equals);
    }
    return new Glob(pieces)::matches;
  }

  static ValueMatcher like(String value, PolicyVersion version, Doubt doubt) {
    List<Piece> pieces = PieceReader.read(value, version, Wildcards.SPECIAL, doubt);
    if (isWholeVariable(pieces)) {
      return allValues(pieces, String::equals);
    }
    return new Glob(pieces)::matches;
  }

  static ValueMatcher equalIgnoringCase(String value, PolicyVersion version, Doubt doubt) {
    List<Piece> pieces = PieceReader.read(value, version, Wildcards.LITERAL, doubt);
    if (isWholeVariable(pieces)) {
      return allValues(pieces, (each, asked) -> Fold.same(each, asked, doubt));
    }
    return (requestValue, facts) -> equalIgnoringCase(pieces, requestValue, facts, doubt);
  }

  private static boolean equalIgnoringCase(
      List<Piece> pieces, String requestValue, Facts facts, Doubt doubt) {
    int at = 0;
    for (Piece piece : pieces) {
      String text = "";
      if (piece instanceof Piece.Literal literal) {
        text = literal.text();
      } else if (piece instanceof Piece.Variable variable) {
        if (!variable.isSingle(facts)) {
          return false;
        }
        text = variable.values(facts)[0];
      }
      if (!Fold.startsAt(requestValue, at, text, doubt)) {
        return false;
      }
      at += text.length();
    }
    return at == requestValue.length();
  }

  static boolean isWholeVariable(List<Piece> pieces) {
    return pieces.size() == 1 && pieces.get(0) instanceof Piece.Variable;
  }

  /** Compares with each value of a variable, as plain text. */
  static ValueMatcher allValues(List<Piece> pieces, PlainMatcher test) {
    Piece.Variable variable = (Piece.Variable) pieces.get(0);
    return (requestValue, facts) -> {
      String[] values = variable.wholeValues(facts);
      facts.spend(values.length);
      for (String each : values) {
        if (test.matches(each, requestValue)) {
          return true;
        }
      }
      return false;
    };
  }

  /** Compares two plain texts. */
  interface PlainMatcher {
    boolean matches(String policyValue, String requestValue);
  }
}
