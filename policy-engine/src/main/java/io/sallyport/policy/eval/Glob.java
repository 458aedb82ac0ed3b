package io.sallyport.policy.eval;

import io.sallyport.policy.eval.Segment.Characters;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern with wildcards and variables. Each segment between stars is taken at its first fit,
 * which is enough: there is no backtracking. The text is passed once; a step compares at most 32
 * characters, or works on a 64th of the longest segment.
 */
final class Glob {
  private final Segment[] segments;
  private final boolean hasAny;
  private final Doubt doubt;

  Glob(List<Piece> pieces, Doubt doubt) {
    List<Segment> cut = new ArrayList<>();
    List<Piece> current = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Star) {
        cut.add(new Segment(current));
        current = new ArrayList<>();
      } else {
        current.add(piece);
      }
    }
    cut.add(new Segment(current));
    this.segments = cut.toArray(Segment[]::new);
    this.hasAny = pieces.stream().anyMatch(Piece.Any.class::isInstance);
    this.doubt = doubt;
  }

  boolean matches(String text, RequestContext context) {
    return matches(text, 0, text.length(), context);
  }

  /** Whether the whole of that range matches. */
  boolean matches(String text, int start, int end, RequestContext context) {
    if (!hasAny) {
      return matches(text, start, end, context, Characters.UNITS);
    }
    if (!doubt.matches()) {
      return matches(text, start, end, context, Characters.BASIC_ONLY);
    }
    return matches(text, start, end, context, Characters.UNITS)
        || matches(text, start, end, context, Characters.CODE_POINTS);
  }

  private boolean matches(
      String text, int start, int end, RequestContext context, Characters kind) {
    int at = segments[0].matchForward(text, start, end, context, kind);
    int last = segments.length - 1;
    if (last == 0 || at < 0) {
      return at == end && at >= 0;
    }
    for (int i = 1; i < last; i++) {
      at = segments[i].find(text, at, end, context, kind);
      if (at < 0) {
        return false;
      }
    }
    return segments[last].matchBackward(text, at, end, context, kind) >= 0;
  }
}
