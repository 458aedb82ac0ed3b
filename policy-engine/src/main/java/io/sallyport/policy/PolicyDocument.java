package io.sallyport.policy;

import java.util.List;
import java.util.Objects;

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
   * Makes a document of its parts. It is not checked: only the reader promises a valid one, and the
   * evaluator refuses what it doesn't understand.
   *
   * @param text the document as submitted
   * @param id the document's Id, or the empty text
   */
  public static PolicyDocument of(
      PolicyType type, String text, PolicyVersion version, String id, List<Statement> statements) {
    return new PolicyDocument(type, text, version, id, statements);
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
