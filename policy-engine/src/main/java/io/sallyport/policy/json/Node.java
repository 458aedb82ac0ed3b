package io.sallyport.policy.json;

import java.util.List;

/**
 * One JSON value and where it stands.
 *
 * @param text the value of a string, number or literal
 * @param members of an object, in order, names repeated as written
 * @param items of an array
 */
record Node(Kind kind, String text, List<Member> members, List<Node> items, int line, int column) {

  enum Kind {
    OBJECT("an object"),
    ARRAY("a list"),
    STRING("a string"),
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    NULL("null");

    final String article;

    Kind(String article) {
      this.article = article;
    }
  }

  /** One name and value of an object; the place is the name's. */
  record Member(String name, Node value, int line, int column) {}

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  /** A list's items, or the value itself as a list of one: what AWS accepts nearly everywhere. */
  List<Node> oneOrMany() {
    return kind == Kind.ARRAY ? items : List.of(this);
  }
}
