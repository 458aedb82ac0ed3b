package io.sallyport.policy.eval;

import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.Doubt;
import io.sallyport.policy.match.Facts;
import io.sallyport.policy.match.Glob;
import io.sallyport.policy.match.Piece;
import io.sallyport.policy.match.PieceReader;
import io.sallyport.policy.match.PieceReader.Wildcards;
import java.util.List;
import java.util.Locale;

/** The Action or NotAction of a statement; compared without regard to case. */
final class Actions {
  private final Patterns source;
  private final Polarity polarity;
  private final Glob[] globs;

  Actions(Patterns source) {
    this.source = source;
    this.polarity = source.polarity();
    this.globs = source.values().stream().map(Actions::glob).toArray(Glob[]::new);
  }

  private static Glob glob(String action) {
    String folded = action.toLowerCase(Locale.ROOT);
    List<Piece> pieces =
        PieceReader.read(folded, PolicyVersion.V2008_10_17, Wildcards.SPECIAL, Doubt.FAILS);
    return new Glob(pieces);
  }

  boolean matches(String actionKey, Facts facts) {
    boolean listed = false;
    for (int i = 0; i < globs.length && !listed; i++) {
      listed = globs[i].matches(actionKey, facts);
    }
    return listed == (polarity == Polarity.IN);
  }

  /** The first entry that is such an action, as written; empty if none is. */
  String entry(String actionKey, Facts facts) {
    for (int i = 0; i < globs.length && polarity == Polarity.IN; i++) {
      if (globs[i].matches(actionKey, facts)) {
        return source.values().get(i);
      }
    }
    return "";
  }
}
