package io.sallyport.policy.json;

import io.sallyport.policy.Comparison;
import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.ConditionOperator;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.Operands;
import io.sallyport.policy.source.KeySyntax;
import io.sallyport.policy.source.Node;
import io.sallyport.policy.source.Node.Kind;
import io.sallyport.policy.source.Node.Member;
import io.sallyport.policy.source.Pointer;
import io.sallyport.policy.source.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a Condition. */
final class ConditionReader {
  private final PolicyVersion version;
  private final Problems problems;

  ConditionReader(PolicyVersion version, Problems problems) {
    this.version = version;
    this.problems = problems;
  }

  List<ConditionBlock> read(Node node, Pointer pointer) {
    List<ConditionBlock> blocks = new ArrayList<>();
    if (!node.is(Kind.OBJECT)) {
      problems.add(pointer, node, "an object of operators, and not " + node.kind().article());
      return blocks;
    }
    Set<String> seen = new HashSet<>();
    for (Member member : node.members()) {
      Pointer place = pointer.to(member.name());
      if (!seen.add(member.name())) {
        problems.add(place, member.line(), member.column(), "this operator only once");
      }
      blocks.add(block(member, place));
    }
    return blocks;
  }

  /** AWS accepts an operator that it doesn't know if it has no keys; it never helps to grant. */
  private ConditionBlock block(Member operator, Pointer pointer) {
    Node keys = operator.value();
    List<ConditionKey> read = new ArrayList<>();
    if (!keys.is(Kind.OBJECT)) {
      problems.add(pointer, keys, "an object of keys, and not " + keys.kind().article());
      return new ConditionBlock(operator.name(), read);
    }
    Optional<Comparison> comparison =
        ConditionOperator.parse(operator.name()).map(ConditionOperator::comparison);
    if (!keys.members().isEmpty() && comparison.isEmpty()) {
      problems.add(
          pointer,
          operator.line(),
          operator.column(),
          "a condition operator, spelled exactly, and not " + Printable.quote(operator.name()));
    }
    Set<String> seen = new HashSet<>();
    for (Member key : keys.members()) {
      Pointer place = pointer.to(key.name());
      if (!seen.add(key.name().toLowerCase(Locale.ROOT))) {
        problems.add(place, key.line(), key.column(), "this key only once, in any case");
      }
      KeySyntax.problem(key.name())
          .ifPresent(expected -> problems.add(place, key.line(), key.column(), expected));
      read.add(new ConditionKey(key.name(), values(comparison, key.value(), place)));
    }
    return new ConditionBlock(operator.name(), read);
  }

  private List<String> values(Optional<Comparison> comparison, Node node, Pointer pointer) {
    List<String> values = new ArrayList<>();
    List<Node> items = node.oneOrMany();
    for (int i = 0; i < items.size(); i++) {
      Node item = items.get(i);
      Pointer place = pointer.to(node, i);
      if (!item.is(Kind.STRING) && !item.is(Kind.NUMBER) && !item.is(Kind.BOOLEAN)) {
        problems.add(place, item, "a string, number or boolean, and not " + item.kind().article());
      } else if (comparison.isPresent()) {
        operand(comparison.get(), item, place);
        values.add(item.text());
      } else {
        values.add(item.text());
      }
    }
    return values;
  }

  /**
   * Refuses what its operator can't compare: a Deny with it would deny everyone. Not so names: a
   * short ARN, and a Bool that may hold a variable.
   */
  private void operand(Comparison comparison, Node item, Pointer place) {
    String text = item.text();
    VariableSyntax.problem(text, version)
        .ifPresent(expected -> problems.add(place, item, expected));
    boolean fine =
        switch (comparison) {
          case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> true;
          case BOOL -> Operands.isComparable(comparison, text) || Operands.hasVariable(text);
          default ->
              Operands.isComparable(comparison, text)
                  && (!comparison.isDate() || DateSyntax.isDate(text));
        };
    if (!fine) {
      String example =
          comparison.isDate() ? ", such as 2026-01-31T12:00:00Z or seconds since 1970," : "";
      problems.add(
          place,
          item,
          "a value that "
              + comparison.text()
              + " can compare"
              + example
              + " and not "
              + Printable.quote(text));
    }
  }
}
