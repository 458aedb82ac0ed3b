package io.sallyport.policy.source;

import java.util.List;

/**
 * One JSON value and where it stands.
 *
 * @param text the value of a string, number or literal
 * @param members of an object, in order, names repeated as written
 * @param items of an array
 */
public record Node(
    Kind kind, String text, List<Member> members, List<Node> items, int line, int column) {

  /** What kind of value. */
  public enum Kind {
    OBJECT("an object"),
    ARRAY("a list"),
    STRING("a string"),
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    NULL("null");

    private final String article;

    Kind(String article) {
      this.article = article;
    }

    /** The kind with its article. */
    public String article() {
      return article;
    }
  }

  /** One name and value of an object; the place is the name's. */
  public record Member(String name, Node value, int line, int column) {}

  /** Whether the value is of a kind. */
  public boolean is(Kind wanted) {
    return kind == wanted;
  }

  /** A list's items, or the value itself as a list of one: what AWS accepts nearly everywhere. */
  public List<Node> oneOrMany() {
    return kind == Kind.ARRAY ? items : List.of(this);
  }
}
