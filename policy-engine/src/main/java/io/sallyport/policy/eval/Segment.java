package io.sallyport.policy.eval;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The part of a glob between two stars: it matches a text of nearly fixed length, in one pass.
 *
 * <p>To find it in a text, short ones are tried at each place; others take the pass of {@link
 * BitSearch}, so that no pattern makes matching quadratic.
 */
final class Segment {

  /** What {@code ?} makes of a character outside the Basic Multilingual Plane. */
  enum Characters {
    /** It is two characters. */
    UNITS,
    /** It is one. */
    CODE_POINTS,
    /** It matches no {@code ?}. */
    BASIC_ONLY
  }

  private static final int SHORT = 8;
  private static final int SHORT_LITERAL = 32;

  private final Piece[] pieces;
  private final boolean hasVariable;

  /** If the segment is long, and the same for every request. */
  private final Optional<BitSearch> search;

  Segment(List<Piece> pieces) {
    this.pieces = pieces.toArray(Piece[]::new);
    this.hasVariable = pieces.stream().anyMatch(Piece.Variable.class::isInstance);
    RequestContext none = RequestContext.empty();
    boolean isLong = !hasVariable && !isShort(none);
    this.search = isLong ? Optional.of(search(none)) : Optional.empty();
  }

  /** Where a match that starts at {@code start} ends, or -1. */
  int matchForward(String text, int start, int end, RequestContext context, Characters kind) {
    int at = start;
    for (int i = 0; i < pieces.length && at >= 0; i++) {
      Piece piece = pieces[i];
      if (piece instanceof Piece.Any) {
        at += at < end ? width(text, at, kind, end) : Integer.MIN_VALUE;
      } else {
        String fixed = fixed(piece, context);
        boolean same = at + fixed.length() <= end && text.startsWith(fixed, at);
        at = same && isThere(piece, context) ? at + fixed.length() : -1;
      }
    }
    return at;
  }

  /** Where a match that ends at {@code end} starts, or -1. */
  int matchBackward(String text, int start, int end, RequestContext context, Characters kind) {
    int at = end;
    for (int i = pieces.length - 1; i >= 0 && at >= 0; i--) {
      Piece piece = pieces[i];
      if (piece instanceof Piece.Any) {
        at = at > start ? at - widthBefore(text, at, kind, start) : -1;
      } else {
        String fixed = fixed(piece, context);
        at -= fixed.length();
        at = at >= start && text.startsWith(fixed, at) && isThere(piece, context) ? at : -1;
      }
      if (at < start) {
        return -1;
      }
    }
    return at;
  }

  /** The end of a match at or after {@code start} that ends no later than others, or -1. */
  int find(String text, int start, int end, RequestContext context, Characters kind) {
    if (hasVariable) {
      return isResolved(context) ? resolved(context).find(text, start, end, context, kind) : -1;
    }
    if (length(context) > end - start) {
      return -1;
    }
    if (search.isPresent()) {
      return search.get().find(text, start, end, kind);
    }
    return isShort(context)
        ? tryEach(text, start, end, context, kind)
        : search(context).find(text, start, end, kind);
  }

  private boolean isShort(RequestContext context) {
    boolean literal = pieces.length == 1 && pieces[0] instanceof Piece.Literal;
    return length(context) <= (literal ? SHORT_LITERAL : SHORT);
  }

  private boolean isResolved(RequestContext context) {
    for (Piece piece : pieces) {
      if (!isThere(piece, context)) {
        return false;
      }
    }
    return true;
  }

  /** The same with plain text for variables, which may be many and all empty. */
  private Segment resolved(RequestContext context) {
    List<Piece> plain = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Any) {
        flush(literal, plain);
        plain.add(piece);
      } else {
        literal.append(fixed(piece, context));
      }
    }
    flush(literal, plain);
    return new Segment(plain);
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (!literal.isEmpty()) {
      pieces.add(new Piece.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private int length(RequestContext context) {
    int length = 0;
    for (Piece piece : pieces) {
      length += piece instanceof Piece.Any ? 1 : fixed(piece, context).length();
    }
    return length;
  }

  private BitSearch search(RequestContext context) {
    StringBuilder sequence = new StringBuilder();
    BitSet any = new BitSet();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Any) {
        any.set(sequence.length());
        sequence.append('?');
      } else {
        sequence.append(fixed(piece, context));
      }
    }
    return new BitSearch(sequence, any);
  }

  private int tryEach(String text, int start, int end, RequestContext context, Characters kind) {
    int at = start;
    while (at <= end) {
      if (pieces.length > 0 && pieces[0] instanceof Piece.Literal literal) {
        at = text.indexOf(literal.text(), at);
        if (at < 0) {
          return -1;
        }
      }
      int matched = matchForward(text, at, end, context, kind);
      if (matched >= 0) {
        return matched;
      }
      at++;
    }
    return -1;
  }

  private static String fixed(Piece piece, RequestContext context) {
    if (piece instanceof Piece.Literal literal) {
      return literal.text();
    }
    if (piece instanceof Piece.Variable variable) {
      String[] values = variable.values(context);
      return values.length == 1 ? values[0] : "";
    }
    throw new IllegalStateException("a segment has no stars");
  }

  private static boolean isThere(Piece piece, RequestContext context) {
    return !(piece instanceof Piece.Variable variable) || variable.isSingle(context);
  }

  private static int width(String text, int at, Characters kind, int end) {
    char c = text.charAt(at);
    if (!Character.isSurrogate(c) || kind == Characters.UNITS) {
      return 1;
    }
    if (kind == Characters.BASIC_ONLY) {
      return Integer.MIN_VALUE;
    }
    boolean pair = at + 1 < end && Character.isSurrogatePair(c, text.charAt(at + 1));
    return pair ? 2 : 1;
  }

  private static int widthBefore(String text, int at, Characters kind, int start) {
    char c = text.charAt(at - 1);
    if (!Character.isSurrogate(c) || kind == Characters.UNITS) {
      return 1;
    }
    if (kind == Characters.BASIC_ONLY) {
      return Integer.MAX_VALUE;
    }
    boolean pair = at - 2 >= start && Character.isSurrogatePair(text.charAt(at - 2), c);
    return pair ? 2 : 1;
  }
}
