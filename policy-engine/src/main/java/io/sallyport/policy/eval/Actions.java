package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.eval.PieceReader.Wildcards;
import java.util.List;
import java.util.Locale;

/** The Action or NotAction of a statement; compared without regard to case. */
final class Actions {
  private final Patterns source;
  private final Polarity polarity;
  private final Glob[] globs;

  Actions(Patterns source, Effect effect) {
    Doubt doubt = Doubt.of(effect).inside(source.polarity());
    this.source = source;
    this.polarity = source.polarity();
    this.globs = source.values().stream().map(value -> glob(value, doubt)).toArray(Glob[]::new);
  }

  private static Glob glob(String action, Doubt doubt) {
    String folded = action.toLowerCase(Locale.ROOT);
    List<Piece> pieces =
        PieceReader.read(folded, PolicyVersion.V2008_10_17, Wildcards.SPECIAL, doubt);
    return new Glob(pieces, doubt);
  }

  boolean matches(String actionKey) {
    boolean listed = false;
    for (int i = 0; i < globs.length && !listed; i++) {
      listed = globs[i].matches(actionKey, RequestContext.empty());
    }
    return listed == (polarity == Polarity.IN);
  }

  /** The first entry that is such an action, as written; empty if none is. */
  String entry(String actionKey) {
    for (int i = 0; i < globs.length && polarity == Polarity.IN; i++) {
      if (globs[i].matches(actionKey, RequestContext.empty())) {
        return source.values().get(i);
      }
    }
    return "";
  }
}
