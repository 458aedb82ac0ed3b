package io.sallyport.policy.eval;

import io.sallyport.policy.match.Facts;
import java.util.BitSet;
import java.util.List;

/**
 * The statements of one union, as they are traced for one action: what those say of which the
 * action, or the head of the resource, doesn't match is written down beforehand. Immutable and
 * thread-safe.
 */
final class TraceIndex {
  private final List<PlacedStatement> statements;
  private final StatementTrace[] spared;
  private final HeadTree root = new HeadTree("");

  TraceIndex(String actionKey, PolicyUnion union) {
    this.statements = union.statements();
    this.spared = new StatementTrace[statements.size()];
    for (int i = 0; i < spared.length; i++) {
      PlacedStatement placed = statements.get(i);
      boolean matches = placed.statement().matchesAction(actionKey, Facts.NONE);
      spared[i] = matches ? placed.otherResource() : placed.otherAction();
      if (matches) {
        root.add(placed, i);
      }
    }
    root.finish();
  }

  PlacedStatement placed(int index) {
    return statements.get(index);
  }

  /** What every statement says if it is not to be asked, in order: a copy. */
  StatementTrace[] spared() {
    return spared.clone();
  }

  /** The indexes of the statements to ask. */
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
