package io.sallyport.policy.eval;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Statement;
import io.sallyport.policy.match.Doubt;
import io.sallyport.policy.match.Piece;
import io.sallyport.policy.match.PieceReader;
import io.sallyport.policy.match.PieceReader.Wildcards;
import io.sallyport.policy.match.UnevaluableException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the context keys that a document can ask for: in conditions, and as variables. */
final class ReferencedKeys {

  private ReferencedKeys() {}

  /** All keys of a document, in lower case. */
  static Set<String> of(PolicyDocument document) {
    Set<String> keys = new TreeSet<>();
    for (Statement statement : document.statements()) {
      conditionKeys(statement).map(key -> key.key().toLowerCase(Locale.ROOT)).forEach(keys::add);
      keys.addAll(Set.of(variables(statement, document.version())));
    }
    return Set.copyOf(keys);
  }

  /**
   * The keys that variables of a statement name, in lower case, each once, sorted.
   *
   * @throws UnevaluableException if a variable is misspelt: a Deny that has it would deny nothing
   */
  static String[] variables(Statement statement, PolicyVersion version) {
    Stream<String> operands = conditionKeys(statement).flatMap(key -> key.values().stream());
    return variables(Stream.concat(statement.resources().values().stream(), operands), version)
        .sorted()
        .distinct()
        .toArray(String[]::new);
  }

  /** The keys that variables of such texts name, in lower case. */
  static Stream<String> variables(Stream<String> texts, PolicyVersion version) {
    return texts
        .flatMap(text -> PieceReader.read(text, version, Wildcards.SPECIAL, Doubt.FAILS).stream())
        .filter(Piece.Variable.class::isInstance)
        .map(piece -> checked(((Piece.Variable) piece).key()));
  }

  private static String checked(String key) {
    if (key.isEmpty()) {
      throw new UnevaluableException("a variable is misspelt");
    }
    return key;
  }

  private static Stream<ConditionKey> conditionKeys(Statement statement) {
    return statement.conditions().stream().map(ConditionBlock::keys).flatMap(keys -> keys.stream());
  }
}
