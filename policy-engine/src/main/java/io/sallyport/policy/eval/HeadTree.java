package io.sallyport.policy.eval;

import io.sallyport.policy.match.ResourceMatcher;
import io.sallyport.policy.match.ResourcePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A tree of the heads of resource patterns: what starts with a head is found on the way down. Not
 * to be changed once it is finished.
 */
final class HeadTree {
  private static final Candidate[] NO_CANDIDATES = {};
  private static final HeadTree[] NO_CHILDREN = {};

  private String edge;
  private final List<Candidate> added = new ArrayList<>(1);
  private Candidate[] candidates = NO_CANDIDATES;
  private HeadTree[] children = NO_CHILDREN;
  private char[] firsts = {};

  HeadTree(String edge) {
    this.edge = edge;
  }

  boolean isEmpty() {
    return candidates.length == 0 && children.length == 0;
  }

  int length() {
    return edge.length();
  }

  /** After this nothing is added. */
  HeadTree finish() {
    candidates = added.toArray(Candidate[]::new);
    added.clear();
    for (HeadTree child : children) {
      child.finish();
    }
    return this;
  }

  Candidate[] candidates() {
    return candidates;
  }

  /** The child that the text goes on with from {@code depth}, or this node if there is none. */
  HeadTree child(String text, int depth) {
    if (children.length == 0 || depth >= text.length()) {
      return this;
    }
    int at = Arrays.binarySearch(firsts, text.charAt(depth));
    return at >= 0 && text.startsWith(children[at].edge, depth) ? children[at] : this;
  }

  /**
   * Adds a statement by each head that its resources have, so that it is asked once for each; or,
   * where they have to be asked together, by what all heads start with.
   */
  void add(PlacedStatement placed, int order) {
    Resources resources = placed.statement().resources();
    if (!resources.isList()) {
      add("", new Candidate(order, placed, resources));
    } else if (resources.hasVariables()) {
      String head =
          Arrays.stream(resources.patterns())
              .map(ResourcePattern::head)
              .reduce((one, other) -> one.substring(0, commonLength(one, other)))
              .orElse("");
      add(head, new Candidate(order, placed, resources));
    } else {
      Arrays.stream(resources.patterns())
          .collect(Collectors.groupingBy(ResourcePattern::head))
          .forEach((head, patterns) -> add(head, new Candidate(order, placed, any(patterns))));
    }
  }

  private static ResourceMatcher any(List<ResourcePattern> patterns) {
    if (patterns.size() == 1) {
      return patterns.get(0);
    }
    return (resource, facts) -> {
      for (ResourcePattern pattern : patterns) {
        if (pattern.matches(resource, facts)) {
          return true;
        }
      }
      return false;
    };
  }

  private void add(String head, Candidate candidate) {
    if (head.isEmpty()) {
      added.add(candidate);
      return;
    }
    int at = Arrays.binarySearch(firsts, head.charAt(0));
    if (at < 0) {
      at = -at - 1;
      insert(at, new HeadTree(head));
    }
    HeadTree child = children[at];
    int common = commonLength(child.edge, head);
    if (common < child.edge.length()) {
      child = child.cut(common);
      children[at] = child;
    }
    child.add(head.substring(common), candidate);
  }

  /** This node below a new one that has the first {@code length} characters of the edge. */
  private HeadTree cut(int length) {
    HeadTree upper = new HeadTree(edge.substring(0, length));
    edge = edge.substring(length);
    upper.insert(0, this);
    return upper;
  }

  private void insert(int at, HeadTree child) {
    HeadTree[] moreChildren = Arrays.copyOf(children, children.length + 1);
    char[] moreFirsts = Arrays.copyOf(firsts, firsts.length + 1);
    System.arraycopy(children, at, moreChildren, at + 1, children.length - at);
    System.arraycopy(firsts, at, moreFirsts, at + 1, firsts.length - at);
    moreChildren[at] = child;
    moreFirsts[at] = child.edge.charAt(0);
    children = moreChildren;
    firsts = moreFirsts;
  }

  private static int commonLength(String one, String other) {
    int length = 0;
    while (length < one.length()
        && length < other.length()
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }
}
