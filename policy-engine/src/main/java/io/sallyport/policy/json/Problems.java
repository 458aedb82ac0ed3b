package io.sallyport.policy.json;

import io.sallyport.policy.Problem;
import io.sallyport.policy.source.Node;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, up to a bound. */
final class Problems {
  private static final int MAX = 1000;
  private final List<Problem> found = new ArrayList<>();

  void add(String pointer, Node node, String expected) {
    add(pointer, node.line(), node.column(), expected);
  }

  void add(String pointer, int line, int column, String expected) {
    if (found.size() < MAX) {
      found.add(new Problem(pointer, line, column, expected));
    }
  }

  List<Problem> found() {
    return found;
  }

  /** A value as a message may quote it: bounded. */
  static String quote(String value) {
    return "\"" + (value.length() > 80 ? value.substring(0, 80) + "..." : value) + "\"";
  }
}
