package io.sallyport.policy.match;

import io.sallyport.policy.match.Piece.Literal;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of an ARN, compared part by part: a wildcard in one of the first five parts never runs
 * past a colon.
 */
public final class ArnPattern {
  /** How many parts an ARN has. */
  public static final int PARTS = 6;

  private final List<List<Piece>> parts;
  private final Glob[] globs;

  /** Compiles as many parts as there are. */
  ArnPattern(List<List<Piece>> parts) {
    this.parts = parts;
    this.globs = parts.stream().map(Glob::new).toArray(Glob[]::new);
  }

  /** Cuts pieces at the first five colons of their plain text. */
  static List<List<Piece>> split(List<Piece> pieces) {
    List<List<Piece>> parts = new ArrayList<>();
    List<Piece> current = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Literal literal) {
        String[] texts = literal.text().split(":", PARTS - parts.size());
        for (int i = 0; i < texts.length; i++) {
          if (i > 0) {
            parts.add(current);
            current = new ArrayList<>();
          }
          if (!texts[i].isEmpty()) {
            current.add(new Literal(texts[i]));
          }
        }
      } else {
        current.add(piece);
      }
    }
    parts.add(current);
    return parts;
  }

  int size() {
    return globs.length;
  }

  /** Whether part {@code i} has nothing but plain text. */
  boolean isPlain(int i) {
    return parts.get(i).stream().allMatch(Literal.class::isInstance);
  }

  /** Whether a text of six parts matches, all but the last glob against one part each. */
  boolean matches(String arn, Facts facts) {
    int start = 0;
    for (int i = 0; i < globs.length - 1; i++) {
      int colon = arn.indexOf(':', start);
      if (colon < 0 || !globs[i].matches(arn, start, colon, facts)) {
        return false;
      }
      start = colon + 1;
    }
    return globs[globs.length - 1].matches(arn, start, arn.length(), facts);
  }

  /** Whether a text has the six parts of an ARN. */
  static boolean isArn(String text) {
    int colon = -1;
    for (int i = 0; i < PARTS - 1; i++) {
      colon = text.indexOf(':', colon + 1);
      if (colon < 0) {
        return false;
      }
    }
    return text.startsWith("arn:");
  }
}
