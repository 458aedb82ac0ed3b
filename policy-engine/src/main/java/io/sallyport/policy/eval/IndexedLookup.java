package io.sallyport.policy.eval;

/**
 * Asks only rules that match one action, and of these only the ones whose plain head the resource
 * starts with. Gives the same answers as {@link LinearLookup}; it may ask more conditions, since it
 * doesn't go by the order of the rules.
 */
final class IndexedLookup implements Lookup {
  private final HeadTree root = new HeadTree("");

  private IndexedLookup() {}

  static Lookup of(String actionKey, Rule[][] rules) {
    IndexedLookup lookup = new IndexedLookup();
    int order = 0;
    for (Rule[] policy : rules) {
      for (Rule rule : policy) {
        if (rule.statement().matchesAction(actionKey)) {
          lookup.add(rule, order);
        }
        order++;
      }
    }
    return lookup.root.isEmpty() ? EMPTY : lookup;
  }

  private void add(Rule rule, int order) {
    Resources resources = rule.statement().resources();
    if (resources.isList()) {
      for (ResourcePattern pattern : resources.patterns()) {
        root.add(pattern.head(), new Candidate(order, rule, pattern));
      }
    } else {
      root.add("", new Candidate(order, rule, resources));
    }
  }

  @Override
  public Grant best(AccessRequest request, PolicySet policies) {
    Grant best = Grant.NONE;
    int bestOrder = Integer.MAX_VALUE;
    String resource = request.resource();
    int depth = 0;
    HeadTree node = root;
    while (true) {
      Candidate[] candidates = node.candidates();
      for (Candidate candidate : candidates) {
        boolean earlier = candidate.order < bestOrder;
        if ((earlier || best.strength() != Strength.DIRECT)
            && candidate.resource.matches(resource, request.context())) {
          Grant grant = candidate.rule.apply(request, policies);
          int compared = grant.strength().compareTo(best.strength());
          if (grant.applies() && (compared > 0 || (compared == 0 && earlier))) {
            best = grant;
            bestOrder = candidate.order;
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

  /** A rule to ask, and the part of its resources that is tried. */
  static final class Candidate {
    private final int order;
    private final Rule rule;
    private final ResourceMatcher resource;

    Candidate(int order, Rule rule, ResourceMatcher resource) {
      this.order = order;
      this.rule = rule;
      this.resource = resource;
    }
  }
}
