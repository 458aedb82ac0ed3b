package io.sallyport.policy.match;

import io.sallyport.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a pattern into pieces. */
public final class PieceReader {
  private static final Pattern VARIABLE = Pattern.compile("([^\\s,'{}$]+)(?:, '([^']*)')?");

  /** Whether {@code *} and {@code ?} are wildcards. */
  public enum Wildcards {
    /** They stand for themselves. */
    LITERAL,
    /** They are. */
    SPECIAL
  }

  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private final Doubt doubt;

  private PieceReader(Doubt doubt) {
    this.doubt = doubt;
  }

  /** Cuts; 2008 documents have no variables. Neighbouring literals and stars are one piece. */
  public static List<Piece> read(
      String text, PolicyVersion version, Wildcards wildcards, Doubt doubt) {
    PieceReader reader = new PieceReader(doubt);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '$' && version == PolicyVersion.V2012_10_17 && text.startsWith("${", at)) {
        at = reader.variable(text, at);
      } else {
        reader.character(c, wildcards);
        at++;
      }
    }
    reader.flush();
    return reader.pieces;
  }

  private void character(char c, Wildcards wildcards) {
    if (wildcards == Wildcards.SPECIAL && c == '*') {
      flush();
      if (pieces.isEmpty() || !(pieces.get(pieces.size() - 1) instanceof Piece.Star)) {
        pieces.add(Piece.Star.IT);
      }
    } else if (wildcards == Wildcards.SPECIAL && c == '?') {
      flush();
      pieces.add(Piece.Any.IT);
    } else {
      literal.append(c);
    }
  }

  /** Reads a variable, and says where it ends; an unclosed one goes to the end. */
  private int variable(String text, int start) {
    int end = text.indexOf('}', start);
    String inside = text.substring(start + 2, end < 0 ? text.length() : end);
    if (end >= 0 && (inside.equals("*") || inside.equals("?") || inside.equals("$"))) {
      literal.append(inside);
      return end + 1;
    }
    flush();
    Matcher matcher = VARIABLE.matcher(inside);
    if (end >= 0 && matcher.matches()) {
      String key = matcher.group(1).toLowerCase(Locale.ROOT);
      pieces.add(new Piece.Variable(key, Optional.ofNullable(matcher.group(2)), doubt));
    } else {
      pieces.add(new Piece.Variable("", Optional.empty(), doubt));
    }
    return end < 0 ? text.length() : end + 1;
  }

  private void flush() {
    if (!literal.isEmpty()) {
      pieces.add(new Piece.Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
