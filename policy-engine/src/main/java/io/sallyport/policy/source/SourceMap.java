package io.sallyport.policy.source;

import io.sallyport.policy.source.Node.Kind;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the places of a document's parts in its text. Remembers names; not thread-safe. */
public final class SourceMap {
  private static final Pattern INDEX = Pattern.compile("\\d{1,6}");

  private final Optional<Node> root;

  /** The members of each object that was asked, by name. */
  private final IdentityHashMap<Node, Map<String, Node>> names = new IdentityHashMap<>();

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

  private record Found(Node node, Pointer pointer) {}

  /**
   * Follows names and indexes as far as they lead. An index into what is no list is left out, since
   * a list of one may be written as its element.
   */
  public Place find(List<String> steps) {
    if (root.isEmpty()) {
      Pointer pointer = Pointer.ROOT;
      for (String step : steps) {
        pointer = pointer.to(step);
      }
      return new Place(pointer.toString(), 0, 0);
    }
    Found found = follow(root.get(), steps);
    return new Place(found.pointer.toString(), found.node.line(), found.node.column());
  }

  /** Whether there is such a part: the last of the names and indexes leads somewhere too. */
  public boolean has(List<String> steps) {
    int last = steps.size() - 1;
    return root.isPresent()
        && child(follow(root.get(), steps.subList(0, last)).node, steps.get(last)).isPresent();
  }

  private Found follow(Node from, List<String> steps) {
    Node node = from;
    Pointer pointer = Pointer.ROOT;
    for (String step : steps) {
      Optional<Node> next = child(node, step);
      if (next.isPresent()) {
        node = next.get();
        pointer = pointer.to(step);
      }
    }
    return new Found(node, pointer);
  }

  private Optional<Node> child(Node node, String step) {
    if (node.is(Kind.ARRAY)) {
      return INDEX.matcher(step).matches()
          ? node.items().stream().skip(Integer.parseInt(step)).findFirst()
          : Optional.empty();
    }
    return Optional.ofNullable(names.computeIfAbsent(node, SourceMap::byName).get(step));
  }

  /** Of a name that is there twice, the first counts. */
  private static Map<String, Node> byName(Node object) {
    Map<String, Node> found = new HashMap<>();
    object.members().forEach(member -> found.putIfAbsent(member.name(), member.value()));
    return found;
  }
}
