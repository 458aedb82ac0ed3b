package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.match.Facts;
import java.util.List;

/**
 * Asks only statements that match one action, and of these only the ones whose plain head the
 * resource starts with. Gives the same answers as {@link LinearLookup}: it asks at least the same
 * statements. It may ask more, since it doesn't go by their order.
 */
final class IndexedLookup implements Lookup {
  private final HeadTree root = new HeadTree("");

  private IndexedLookup() {}

  static Lookup of(String actionKey, List<PolicyUnion> unions, Effect effect) {
    IndexedLookup lookup = new IndexedLookup();
    int order = 0;
    for (PolicyUnion union : unions) {
      for (PlacedStatement placed : union.statements(effect)) {
        if (placed.statement().matchesAction(actionKey, Facts.NONE)) {
          lookup.root.add(placed, order);
        }
        order++;
      }
    }
    lookup.root.finish();
    return lookup.root.isEmpty() ? EMPTY : lookup;
  }

  @Override
  public Ruling best(AccessRequest request, CallerLookups caller) {
    Ruling best = Ruling.NONE;
    int bestOrder = Integer.MAX_VALUE;
    String resource = request.resource();
    int depth = 0;
    HeadTree node = root;
    while (true) {
      Candidate[] candidates = node.candidates();
      for (Candidate candidate : candidates) {
        boolean earlier = candidate.order() < bestOrder;
        if ((earlier || best.strength() != Strength.DIRECT)
            && candidate.resource().matches(resource, request.facts())) {
          Ruling ruling = candidate.placed().apply(request, caller);
          int compared = ruling.strength().compareTo(best.strength());
          if (ruling.applies() && (compared > 0 || (compared == 0 && earlier))) {
            best = ruling;
            bestOrder = candidate.order();
          }
        }
      }
      HeadTree next = node.child(resource, depth);
      if (next == node) {
        return best;
      }
      depth += next.length();
      node = next;
    }
  }
}
