package io.sallyport.policy;

import io.sallyport.policy.source.ActionSyntax;
import io.sallyport.policy.source.KeySyntax;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A policy: what it says, and the text that said it. Two documents are equal if they say the same,
 * however they are spelled. Immutable.
 */
public final class PolicyDocument {
  private final PolicyType type;
  private final String text;
  private final PolicyVersion version;
  private final String id;
  private final List<Statement> statements;

  private PolicyDocument(
      PolicyType type, String text, PolicyVersion version, String id, List<Statement> statements) {
    this.type = type;
    this.text = text;
    this.version = version;
    this.id = id;
    this.statements = List.copyOf(statements);
  }

  /**
   * Makes a document of its parts. Only the reader promises a valid one, and the evaluator refuses
   * what it doesn't understand; but what would be understood as something else is no document: an
   * action, or a key of a condition, that is another one in lower case.
   *
   * @param text the document as submitted
   * @param id the document's Id, or the empty text
   * @throws IllegalArgumentException if an action or a key is misspelt
   */
  public static PolicyDocument of(
      PolicyType type, String text, PolicyVersion version, String id, List<Statement> statements) {
    statements.stream()
        .flatMap(PolicyDocument::misspelt)
        .findFirst()
        .ifPresent(
            expected -> {
              throw new IllegalArgumentException("a policy was to have " + expected);
            });
    return new PolicyDocument(type, text, version, id, statements);
  }

  private static Stream<String> misspelt(Statement statement) {
    return Stream.concat(
        statement.actions().values().stream().flatMap(it -> ActionSyntax.problem(it).stream()),
        statement.conditions().stream()
            .flatMap(block -> block.keys().stream())
            .flatMap(key -> KeySyntax.problem(key.key()).stream()));
  }

  /** What the document was read as. */
  public PolicyType type() {
    return type;
  }

  /** The document as submitted, character for character. */
  public String text() {
    return text;
  }

  /** The version of the language, 2008-10-17 if the document names none. */
  public PolicyVersion version() {
    return version;
  }

  /** The document's Id, or the empty text. */
  public String id() {
    return id;
  }

  /** The statements, in the order written. */
  public List<Statement> statements() {
    return statements;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyDocument that
        && type == that.type
        && version == that.version
        && id.equals(that.id)
        && statements.equals(that.statements);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, version, id, statements);
  }

  @Override
  public String toString() {
    return type + " policy of " + statements.size() + " statements";
  }
}
