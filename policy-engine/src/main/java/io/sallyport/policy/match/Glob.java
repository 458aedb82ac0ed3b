package io.sallyport.policy.match;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern with wildcards and variables. Each segment between stars is taken at its first fit,
 * which is enough: there is no backtracking. The text is passed once; a step compares at most 32
 * characters, or works on a 64th of the longest segment.
 */
public final class Glob {
  private static final int COMPARED = 32;

  private final Segment[] segments;
  private final long minLength;

  /** Makes a pattern of its pieces. */
  public Glob(List<Piece> pieces) {
    List<Segment> cut = new ArrayList<>();
    List<Piece> current = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Star) {
        cut.add(cut.isEmpty() ? Segment.edge(current) : Segment.between(current));
        current = new ArrayList<>();
      } else {
        current.add(piece);
      }
    }
    cut.add(Segment.edge(current));
    this.segments = cut.toArray(Segment[]::new);
    this.minLength = cut.stream().mapToLong(Segment::minLength).sum();
  }

  /** Whether the whole text matches. */
  public boolean matches(String text, Facts facts) {
    return matches(text, 0, text.length(), facts);
  }

  /** Whether the whole of that range matches. */
  boolean matches(String text, int start, int end, Facts facts) {
    facts.spend(1);
    if (minLength > end - start) {
      return false;
    }
    facts.spend(segments.length + (end - start) / COMPARED);
    int at = segments[0].matchForward(text, start, end, facts);
    int last = segments.length - 1;
    if (last == 0 || at < 0) {
      return at == end && at >= 0;
    }
    for (int i = 1; i < last; i++) {
      at = segments[i].find(text, at, end, facts);
      if (at < 0) {
        return false;
      }
    }
    return segments[last].matchBackward(text, at, end, facts) >= 0;
  }
}
