package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import java.util.EnumMap;
import java.util.Map;

/** A statement in its layer, with every answer that it can give made beforehand. */
final class PlacedStatement {
  private final CompiledStatement statement;
  private final StatementId id;
  private final Map<Strength, Ruling> grants = new EnumMap<>(Strength.class);
  private final StatementTrace otherAction;
  private final StatementTrace otherResource;

  PlacedStatement(CompiledStatement statement, Layer layer, String policy) {
    this.statement = statement;
    this.id = new StatementId(layer, policy, statement.index(), statement.source().sid());
    this.otherAction = StatementTrace.plain(id, statement.source(), Outcome.OTHER_ACTION);
    this.otherResource = StatementTrace.plain(id, statement.source(), Outcome.OTHER_RESOURCE);
    Decision decision =
        statement.effect() == Effect.ALLOW
            ? new Decision.Allowed(id)
            : new Decision.ExplicitlyDenied(id);
    for (Strength strength : Strength.values()) {
      boolean possible = strength == Strength.DIRECT || layer.compareTo(Layer.RESOURCE) >= 0;
      boolean applies = possible && strength != Strength.NONE;
      grants.put(strength, applies ? new Ruling(strength, decision) : Ruling.NONE);
    }
  }

  CompiledStatement statement() {
    return statement;
  }

  StatementId id() {
    return id;
  }

  /** What to write down if the action doesn't match. */
  StatementTrace otherAction() {
    return otherAction;
  }

  /** What to write down if the resource doesn't match, and no variable is to blame. */
  StatementTrace otherResource() {
    return otherResource;
  }

  /** What the statement, of which action and resource match, means for a request. */
  Ruling apply(AccessRequest request, CallerLookups caller) {
    return ruling(statement.strength(request, caller));
  }

  Ruling ruling(Strength strength) {
    return grants.getOrDefault(strength, Ruling.NONE);
  }
}
