package io.sallyport.policy.source;

import io.sallyport.policy.source.Node.Kind;
import io.sallyport.policy.source.Node.Member;
import java.util.List;
import java.util.Optional;

/** Finds the places of a document's parts in its text. Immutable and thread-safe. */
public final class SourceMap {
  private final Optional<Node> root;

  private SourceMap(Optional<Node> root) {
    this.root = root;
  }

  /** Maps a text; one that isn't JSON has no places. */
  public static SourceMap of(String text) {
    try {
      return new SourceMap(Optional.of(NodeReader.read(text)));
    } catch (NotJsonException e) {
      return new SourceMap(Optional.empty());
    }
  }

  /**
   * A place in a text.
   *
   * @param pointer JSON pointer
   * @param line from 1, or 0 if it isn't known
   * @param column from 1, or 0 if it isn't known
   */
  public record Place(String pointer, int line, int column) {}

  /**
   * Follows names and indexes as far as they lead. An index into what is no list is left out, since
   * a list of one may be written as its element.
   */
  public Place find(List<String> steps) {
    if (root.isEmpty()) {
      return new Place("/" + String.join("/", steps), 0, 0);
    }
    Node node = root.get();
    String pointer = "";
    for (String step : steps) {
      Optional<Node> next = child(node, step);
      if (next.isPresent()) {
        node = next.get();
        pointer = step(pointer, step);
      }
    }
    return new Place(pointer, node.line(), node.column());
  }

  /** Whether those names and indexes lead to a part that is there. */
  public boolean has(List<String> steps) {
    String wanted = steps.get(steps.size() - 1);
    return find(steps).pointer().endsWith("/" + wanted);
  }

  /** Appends one step to a JSON pointer. */
  public static String step(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private static Optional<Node> child(Node node, String step) {
    if (node.is(Kind.ARRAY) && step.chars().allMatch(Character::isDigit)) {
      int index = Integer.parseInt(step);
      return index < node.items().size() ? Optional.of(node.items().get(index)) : Optional.empty();
    }
    return node.members().stream()
        .filter(member -> member.name().equals(step))
        .map(Member::value)
        .findFirst();
  }
}
