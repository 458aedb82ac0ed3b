package io.sallyport.policy.json;

import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.Problem;
import io.sallyport.policy.source.Node;
import io.sallyport.policy.source.Pointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong. Past a bound, of number or of length together, it only counts. */
final class Problems {
  private static final int MAX = 1000;
  private static final int MAX_LENGTH = 256 * 1024;

  private final List<Problem> found = new ArrayList<>();
  private int length;
  private int unlisted;

  void add(Pointer pointer, Node node, String expected) {
    add(pointer, node.line(), node.column(), expected);
  }

  void add(Pointer pointer, int line, int column, String expected) {
    if (found.size() == MAX || length > MAX_LENGTH) {
      unlisted++;
      return;
    }
    Problem problem = new Problem(pointer.toString(), line, column, expected);
    length += problem.pointer().length() + expected.length();
    found.add(problem);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** What to throw if there are any: they are in the order of the text. */
  MalformedPolicyException malformed() {
    found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return new MalformedPolicyException(found, unlisted);
  }
}
