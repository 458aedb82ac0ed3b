package io.sallyport.policy.eval;

import java.util.BitSet;
import java.util.List;

/**
 * The rules of one section, as they are traced for one action: what those say of which the action,
 * or the head of the resource, doesn't match is written down beforehand. Immutable and thread-safe.
 */
final class TraceIndex {
  private final List<Rule> rules;
  private final StatementTrace[] spared;
  private final HeadTree root = new HeadTree("");

  TraceIndex(String actionKey, Section section) {
    this.rules = section.rules();
    this.spared = new StatementTrace[rules.size()];
    for (int i = 0; i < spared.length; i++) {
      Rule rule = rules.get(i);
      boolean matches = rule.statement().matchesAction(actionKey);
      spared[i] = matches ? rule.otherResource() : rule.otherAction();
      if (matches) {
        root.add(rule, i);
      }
    }
    root.finish();
  }

  Rule rule(int index) {
    return rules.get(index);
  }

  /** What every rule says if it is not to be asked, in order: a copy. */
  StatementTrace[] spared() {
    return spared.clone();
  }

  /** The indexes of the rules to ask. */
  BitSet toAsk(String resource) {
    BitSet found = new BitSet(spared.length);
    int depth = 0;
    HeadTree node = root;
    while (true) {
      for (Candidate candidate : node.candidates()) {
        found.set(candidate.order());
      }
      HeadTree next = node.child(resource, depth);
      if (next == node) {
        return found;
      }
      depth += next.length();
      node = next;
    }
  }
}
