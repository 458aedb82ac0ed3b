package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.eval.PieceReader.Wildcards;

/**
 * The Resource or NotResource of a statement. Without either, as in trust policies, it matches.
 *
 * <p>What a NotResource spares if a variable in it stands for nothing, for several values or for
 * empty text is open: such an entry of an Allow spares everything, one of a Deny nothing.
 */
final class Resources implements ResourceMatcher {
  private final Patterns source;
  private final Polarity polarity;
  private final ResourcePattern[] patterns;

  /** Those that, if one is without a value, make every resource a listed one. */
  private final Piece.Variable[] needed;

  Resources(Patterns source, PolicyVersion version, Effect effect) {
    Doubt doubt = Doubt.of(effect).inside(source.polarity());
    this.source = source;
    this.polarity = source.polarity();
    this.patterns =
        source.values().stream()
            .map(value -> ResourcePattern.compile(value, version, doubt))
            .toArray(ResourcePattern[]::new);
    boolean spares = polarity == Polarity.NOT_IN && doubt.matches();
    this.needed =
        source.values().stream()
            .filter(value -> spares)
            .flatMap(value -> PieceReader.read(value, version, Wildcards.SPECIAL, doubt).stream())
            .filter(Piece.Variable.class::isInstance)
            .map(Piece.Variable.class::cast)
            .toArray(Piece.Variable[]::new);
  }

  @Override
  public boolean matches(String resource, RequestContext context) {
    if (polarity == Polarity.ABSENT) {
      return true;
    }
    boolean listed = lacksValue(context);
    for (int i = 0; i < patterns.length && !listed; i++) {
      listed = patterns[i].matches(resource, context);
    }
    return listed == (polarity == Polarity.IN);
  }

  private boolean lacksValue(RequestContext context) {
    for (Piece.Variable variable : needed) {
      if (!variable.isSingle(context) || variable.values(context)[0].isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The first entry that is such a resource, as written; empty if none is. */
  String entry(AccessRequest request) {
    for (int i = 0; i < patterns.length && polarity == Polarity.IN; i++) {
      if (patterns[i].matches(request.resource(), request.context())) {
        return source.values().get(i);
      }
    }
    return "";
  }

  /** Whether each pattern can be indexed by its head. */
  boolean isList() {
    return polarity == Polarity.IN;
  }

  ResourcePattern[] patterns() {
    return patterns;
  }
}
