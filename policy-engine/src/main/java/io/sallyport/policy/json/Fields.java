package io.sallyport.policy.json;

import io.sallyport.policy.source.Node;
import io.sallyport.policy.source.Node.Kind;
import io.sallyport.policy.source.Node.Member;
import io.sallyport.policy.source.Pointer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of one object by name; reports those repeated or unknown. */
final class Fields {
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Node node;
  private final Pointer pointer;
  private final Problems problems;

  Fields(Node node, Pointer pointer, Set<String> known, Problems problems) {
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
    for (Member member : node.members()) {
      Pointer place = pointer.to(member.name());
      if (!known.contains(member.name())) {
        problems.add(
            place, member.line(), member.column(), "one of " + known + ", spelled like that");
      } else if (values.putIfAbsent(member.name(), member.value()) != null) {
        problems.add(place, member.line(), member.column(), "this name only once");
      }
    }
  }

  Optional<Node> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The text of an optional string, empty if it isn't there. */
  String text(String name) {
    Optional<Node> value = get(name);
    if (value.isPresent() && !value.get().is(Kind.STRING)) {
      problem(name, value.get(), "a string, and not " + value.get().kind().article());
      return "";
    }
    return value.map(Node::text).orElse("");
  }

  void problem(String name, Node value, String expected) {
    problems.add(pointer.to(name), value, expected);
  }

  void missing(String expected) {
    problems.add(pointer, node, expected);
  }
}
