package io.sallyport.policy.eval;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Statement;
import io.sallyport.policy.eval.PieceReader.Wildcards;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Finds the context keys that a document can ask for: in conditions, and as variables. */
final class ReferencedKeys {
  private final Set<String> keys = new TreeSet<>();
  private final PolicyVersion version;

  private ReferencedKeys(PolicyVersion version) {
    this.version = version;
  }

  /** The keys, in lower case and sorted. */
  static Set<String> of(PolicyDocument document) {
    ReferencedKeys found = new ReferencedKeys(document.version());
    for (Statement statement : document.statements()) {
      found.addVariables(statement.resources().values());
      for (ConditionBlock block : statement.conditions()) {
        for (ConditionKey key : block.keys()) {
          found.keys.add(key.key().toLowerCase(Locale.ROOT));
          found.addVariables(key.values());
        }
      }
    }
    return Set.copyOf(found.keys);
  }

  private void addVariables(Collection<String> texts) {
    for (String text : texts) {
      for (Piece piece : PieceReader.read(text, version, Wildcards.SPECIAL, Doubt.FAILS)) {
        if (piece instanceof Piece.Variable variable && !variable.key().isEmpty()) {
          keys.add(variable.key());
        }
      }
    }
  }
}
