package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import java.util.List;

/** Asks every rule in turn. The plain way, and the measure for {@link IndexedLookup}. */
final class LinearLookup implements Lookup {
  private final Rule[] rules;

  LinearLookup(List<Section> sections, Effect effect) {
    this.rules = sections.stream().flatMap(it -> it.rules(effect).stream()).toArray(Rule[]::new);
  }

  @Override
  public Grant best(AccessRequest request, PolicySet policies) {
    Grant best = Grant.NONE;
    for (Rule rule : rules) {
      CompiledStatement statement = rule.statement();
      if (statement.matchesAction(request.actionKey())
          && statement.resources().matches(request.resource(), request.context())) {
        Grant grant = rule.apply(request, policies);
        best = grant.strength().compareTo(best.strength()) > 0 ? grant : best;
        if (best.strength() == Strength.DIRECT) {
          return best;
        }
      }
    }
    return best;
  }
}
