package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import java.util.List;

/** Asks every statement in turn. The plain way, and the measure for {@link IndexedLookup}. */
final class LinearLookup implements Lookup {
  private final PlacedStatement[] statements;

  LinearLookup(List<PolicyUnion> unions, Effect effect) {
    this.statements =
        unions.stream()
            .flatMap(it -> it.statements(effect).stream())
            .toArray(PlacedStatement[]::new);
  }

  @Override
  public Ruling best(AccessRequest request, CallerLookups caller) {
    Ruling best = Ruling.NONE;
    for (PlacedStatement placed : statements) {
      CompiledStatement statement = placed.statement();
      if (statement.matchesAction(request.actionKey(), request.facts())
          && statement.resources().matches(request.resource(), request.facts())) {
        Ruling ruling = placed.apply(request, caller);
        best = ruling.strength().compareTo(best.strength()) > 0 ? ruling : best;
        if (best.strength() == Strength.DIRECT) {
          return best;
        }
      }
    }
    return best;
  }
}
