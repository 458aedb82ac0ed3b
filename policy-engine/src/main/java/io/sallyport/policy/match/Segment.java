package io.sallyport.policy.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The part of a glob between two stars: it matches a text of nearly fixed length, in one pass. A
 * character is a Unicode code point: {@code ?} takes two surrogates that belong together as one,
 * and no plain text matches one of them alone.
 *
 * <p>To find it in a text, short ones are tried at each place; others take the pass of {@link
 * BitSearch}, so that no pattern makes matching quadratic. Lengths are compared before anything is
 * built.
 */
final class Segment {
  private static final int SHORT = 8;
  private static final int SHORT_LITERAL = 32;

  private final Piece[] pieces;
  private final boolean hasVariable;

  /** The length of all matches, at least, without what variables stand for. */
  private final int minLength;

  /** If the segment is long, and the same for every request. */
  private final Optional<BitSearch> search;

  private Segment(List<Piece> pieces, Optional<BitSearch> search) {
    this.pieces = pieces.toArray(Piece[]::new);
    this.hasVariable = hasVariable(pieces);
    this.minLength = minLength(pieces);
    this.search = search;
  }

  /** One that begins or ends the pattern, so that it is never searched for. */
  static Segment edge(List<Piece> pieces) {
    return new Segment(pieces, Optional.empty());
  }

  /** One between two stars. */
  static Segment between(List<Piece> pieces) {
    boolean literal = pieces.size() == 1 && pieces.get(0) instanceof Piece.Literal;
    boolean isShort = minLength(pieces) <= (literal ? SHORT_LITERAL : SHORT);
    return new Segment(
        pieces, hasVariable(pieces) || isShort ? Optional.empty() : Optional.of(search(pieces)));
  }

  private static boolean hasVariable(List<Piece> pieces) {
    return pieces.stream().anyMatch(Piece.Variable.class::isInstance);
  }

  private static int minLength(List<Piece> pieces) {
    return pieces.stream().mapToInt(Segment::minLength).sum();
  }

  private static int minLength(Piece piece) {
    if (piece instanceof Piece.Literal literal) {
      return literal.text().length();
    }
    return piece instanceof Piece.Any ? 1 : 0;
  }

  private static BitSearch search(List<Piece> pieces) {
    StringBuilder sequence = new StringBuilder();
    BitSet any = new BitSet();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Any) {
        any.set(sequence.length());
        sequence.append('?');
      } else {
        sequence.append(fixed(piece, Facts.NONE));
      }
    }
    return new BitSearch(sequence, any);
  }

  int minLength() {
    return minLength;
  }

  /** Where a match that starts at {@code start} ends, or -1. */
  int matchForward(String text, int start, int end, Facts facts) {
    if (hasVariable) {
      facts.spend(pieces.length);
    }
    int at = start;
    for (int i = 0; i < pieces.length && at >= 0; i++) {
      Piece piece = pieces[i];
      if (piece instanceof Piece.Any) {
        at = at < end ? at + (isPair(text, at, end) ? 2 : 1) : -1;
      } else {
        String fixed = fixed(piece, facts);
        boolean same = isAt(text, at, fixed, end) && isThere(piece, facts);
        at = same ? at + fixed.length() : -1;
      }
    }
    return at;
  }

  /** Where a match that ends at {@code end} starts, or -1. */
  int matchBackward(String text, int start, int end, Facts facts) {
    if (hasVariable) {
      facts.spend(pieces.length);
    }
    int at = end;
    for (int i = pieces.length - 1; i >= 0; i--) {
      Piece piece = pieces[i];
      if (piece instanceof Piece.Any) {
        at -= at - 2 >= start && isPair(text, at - 2, at) ? 2 : 1;
      } else {
        String fixed = fixed(piece, facts);
        at -= fixed.length();
        if (at < start || !isAt(text, at, fixed, end) || !isThere(piece, facts)) {
          return -1;
        }
      }
      if (at < start) {
        return -1;
      }
    }
    return at;
  }

  /** The end of a match at or after {@code start} that ends no later than others, or -1. */
  int find(String text, int start, int end, Facts facts) {
    int room = end - start;
    if (minLength > room) {
      return -1;
    }
    if (hasVariable) {
      return fits(room, facts) ? resolved(facts).find(text, start, end, facts) : -1;
    }
    return search.isPresent()
        ? search.get().find(text, start, end, facts)
        : tryEach(text, start, end, facts);
  }

  /** Whether all variables stand for one text, and the whole is no longer than that. */
  private boolean fits(int room, Facts facts) {
    facts.spend(pieces.length);
    long length = minLength;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Variable variable) {
        length += variable.isSingle(facts) ? variable.values(facts)[0].length() : room + 1L;
      }
      if (length > room) {
        return false;
      }
    }
    facts.spend(length);
    return true;
  }

  /** The same with plain text for variables, which may be many and all empty. */
  private Segment resolved(Facts facts) {
    List<Piece> plain = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Any) {
        flush(literal, plain);
        plain.add(piece);
      } else {
        literal.append(fixed(piece, facts));
      }
    }
    flush(literal, plain);
    return between(plain);
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (!literal.isEmpty()) {
      pieces.add(new Piece.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private int tryEach(String text, int start, int end, Facts facts) {
    int at = start;
    while (at <= end) {
      int from = at;
      if (pieces.length > 0 && pieces[0] instanceof Piece.Literal literal) {
        at = text.indexOf(literal.text(), at);
        facts.spend(1L + (at < 0 ? end : at) - from);
        if (at < 0) {
          return -1;
        }
      } else {
        facts.spend(1);
      }
      int matched = matchForward(text, at, end, facts);
      if (matched >= 0) {
        return matched;
      }
      at++;
    }
    return -1;
  }

  private static String fixed(Piece piece, Facts facts) {
    if (piece instanceof Piece.Literal literal) {
      return literal.text();
    }
    if (piece instanceof Piece.Variable variable) {
      String[] values = variable.values(facts);
      return values.length == 1 ? values[0] : "";
    }
    throw new IllegalStateException("a segment has no stars");
  }

  private static boolean isThere(Piece piece, Facts facts) {
    return !(piece instanceof Piece.Variable variable) || variable.isSingle(facts);
  }

  /** Whether the text goes on so, from a character's beginning to one's end. */
  private static boolean isAt(String text, int at, String fixed, int end) {
    int after = at + fixed.length();
    return after <= end && text.startsWith(fixed, at) && !cuts(text, at) && !cuts(text, after);
  }

  private static boolean cuts(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }

  private static boolean isPair(String text, int at, int end) {
    return at + 1 < end && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  @Override
  public String toString() {
    return Arrays.toString(pieces);
  }
}
