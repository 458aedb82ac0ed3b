package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.Doubt;
import io.sallyport.policy.match.Facts;
import io.sallyport.policy.match.Piece;
import io.sallyport.policy.match.PieceReader;
import io.sallyport.policy.match.PieceReader.Wildcards;
import io.sallyport.policy.match.ResourceMatcher;
import io.sallyport.policy.match.ResourcePattern;
import java.util.List;

/**
 * The Resource or NotResource of a statement. Without either, as in trust policies, it matches.
 *
 * <p>What a NotResource spares if a variable in it stands for nothing, for several values or for
 * empty text is open: such an entry of an Allow spares everything, one of a Deny nothing.
 */
final class Resources implements ResourceMatcher {
  private static final String EVERYTHING = "*";

  private final Polarity polarity;

  /** Each once; if one is {@code *}, it alone. */
  private final List<String> entries;

  private final ResourcePattern[] patterns;
  private final boolean hasVariables;

  /** Those that, if one is without a value, make every resource a listed one. */
  private final Piece.Variable[] needed;

  Resources(Patterns source, PolicyVersion version, Effect effect) {
    Doubt doubt = Doubt.of(effect).inside(source.polarity());
    this.polarity = source.polarity();
    boolean everything = source.values().contains(EVERYTHING);
    this.entries = everything ? List.of(EVERYTHING) : source.values().stream().distinct().toList();
    this.patterns =
        entries.stream()
            .map(value -> ResourcePattern.compile(value, version, doubt))
            .toArray(ResourcePattern[]::new);
    List<Piece.Variable> variables =
        entries.stream()
            .flatMap(value -> PieceReader.read(value, version, Wildcards.SPECIAL, doubt).stream())
            .filter(Piece.Variable.class::isInstance)
            .map(Piece.Variable.class::cast)
            .toList();
    this.hasVariables = !variables.isEmpty();
    boolean spares = polarity == Polarity.NOT_IN && doubt.matches();
    this.needed = spares ? variables.toArray(Piece.Variable[]::new) : new Piece.Variable[0];
  }

  @Override
  public boolean matches(String resource, Facts facts) {
    if (polarity == Polarity.ABSENT) {
      return true;
    }
    boolean listed = lacksValue(facts);
    for (int i = 0; i < patterns.length && !listed; i++) {
      listed = patterns[i].matches(resource, facts);
    }
    return listed == (polarity == Polarity.IN);
  }

  private boolean lacksValue(Facts facts) {
    facts.spend(needed.length);
    for (Piece.Variable variable : needed) {
      if (!variable.isSingle(facts) || variable.values(facts)[0].isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The first entry that is such a resource, as written; empty if none is. */
  String entry(AccessRequest request) {
    for (int i = 0; i < patterns.length && polarity == Polarity.IN; i++) {
      if (patterns[i].matches(request.resource(), request.facts())) {
        return entries.get(i);
      }
    }
    return "";
  }

  /** Whether each pattern can be found by its head. */
  boolean isList() {
    return polarity == Polarity.IN;
  }

  ResourcePattern[] patterns() {
    return patterns;
  }

  /** Whether some entry has a variable: then, if one can't be had, their order counts. */
  boolean hasVariables() {
    return hasVariables;
  }
}
