package io.sallyport.policy.json;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.Effect;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import io.sallyport.policy.source.ActionSyntax;
import io.sallyport.policy.source.Node;
import io.sallyport.policy.source.Node.Kind;
import io.sallyport.policy.source.Pointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the statements of one policy of a given type. */
final class StatementReader {
  private static final Set<String> NAMES =
      new LinkedHashSet<>(
          List.of(
              "Sid",
              "Effect",
              "Principal",
              "NotPrincipal",
              "Action",
              "NotAction",
              "Resource",
              "NotResource",
              "Condition"));

  private final PolicyType type;
  private final PolicyVersion version;
  private final Set<Leniency> leniencies;
  private final Problems problems;
  private final PrincipalReader principals;
  private final ConditionReader conditions;
  private final Set<String> sids = new HashSet<>();

  StatementReader(
      PolicyType type, PolicyVersion version, Set<Leniency> leniencies, Problems problems) {
    this.type = type;
    this.version = version;
    this.leniencies = leniencies;
    this.problems = problems;
    this.principals = new PrincipalReader(type, problems);
    this.conditions = new ConditionReader(version, problems);
  }

  Statement read(Node node, Pointer pointer) {
    if (!node.is(Kind.OBJECT)) {
      problems.add(pointer, node, "an object, and not " + node.kind().article());
      return new Statement(
          "", Effect.DENY, Principals.ABSENT, Patterns.ABSENT, Patterns.ABSENT, List.of());
    }
    Fields fields = new Fields(node, pointer, NAMES, problems);
    List<ConditionBlock> blocks =
        fields
            .get("Condition")
            .map(condition -> conditions.read(condition, pointer.to("Condition")))
            .orElse(List.of());
    return new Statement(
        sid(fields),
        effect(fields),
        principals(fields, pointer),
        patterns(fields, pointer, "Action", ActionSyntax::problem),
        resources(fields, pointer),
        blocks);
  }

  private String sid(Fields fields) {
    String sid = fields.text("Sid");
    Optional<String> problem =
        !sid.isEmpty() && !sids.add(sid)
            ? Optional.of("a Sid that no other statement has")
            : SidSyntax.problem(sid, type);
    fields
        .get("Sid")
        .ifPresent(node -> problem.ifPresent(expected -> fields.problem("Sid", node, expected)));
    return sid;
  }

  private Effect effect(Fields fields) {
    Optional<Node> node = fields.get("Effect");
    if (node.isEmpty()) {
      fields.missing("an Effect");
      return Effect.DENY;
    }
    for (Effect effect : Effect.values()) {
      if (node.get().is(Kind.STRING) && effect.text().equals(node.get().text())) {
        return effect;
      }
    }
    fields.problem("Effect", node.get(), "\"Allow\" or \"Deny\", spelled like that");
    return Effect.DENY;
  }

  private Principals principals(Fields fields, Pointer pointer) {
    Optional<Chosen> chosen = choose(fields, "Principal", type.hasPrincipal());
    if (chosen.isEmpty()) {
      return Principals.ABSENT;
    }
    Chosen it = chosen.get();
    if (!type.hasPrincipal()) {
      if (it.polarity != Polarity.IN || !mayHaveIgnoredPrincipal()) {
        fields.problem(it.name, it.node, "no " + it.name + " in a policy of this type");
      }
      return Principals.ABSENT;
    }
    return principals.read(it.node, pointer.to(it.name), it.polarity);
  }

  private boolean mayHaveIgnoredPrincipal() {
    return type == PolicyType.IDENTITY
        && leniencies.contains(Leniency.PRINCIPAL_IN_IDENTITY_POLICY);
  }

  private Patterns resources(Fields fields, Pointer pointer) {
    if (type.hasResource()) {
      return patterns(
          fields, pointer, "Resource", resource -> ResourceSyntax.problem(resource, version));
    }
    for (String name : List.of("Resource", "NotResource")) {
      fields
          .get(name)
          .ifPresent(node -> fields.problem(name, node, "no " + name + " in a trust policy"));
    }
    return Patterns.ABSENT;
  }

  private Patterns patterns(
      Fields fields, Pointer pointer, String name, Function<String, Optional<String>> syntax) {
    Optional<Chosen> chosen = choose(fields, name, true);
    if (chosen.isEmpty()) {
      return Patterns.ABSENT;
    }
    Chosen it = chosen.get();
    List<String> values = new ArrayList<>();
    List<Node> items = it.node.oneOrMany();
    for (int i = 0; i < items.size(); i++) {
      Pointer place = pointer.to(it.name).to(it.node, i);
      text(items.get(i), place, it, syntax).ifPresent(values::add);
    }
    if (values.isEmpty()) {
      if (items.stream().allMatch(item -> item.is(Kind.NULL))) {
        fields.problem(it.name, it.node, "at least one value");
      }
      return Patterns.ABSENT;
    }
    return new Patterns(it.polarity, values);
  }

  /** AWS accepts null among the resources; it names none. */
  private Optional<String> text(
      Node item, Pointer place, Chosen list, Function<String, Optional<String>> syntax) {
    if (item.is(Kind.NULL) && list.node.is(Kind.ARRAY) && list.name.endsWith("Resource")) {
      return Optional.empty();
    }
    if (!item.is(Kind.STRING)) {
      problems.add(place, item, "a string, and not " + item.kind().article());
      return Optional.empty();
    }
    syntax.apply(item.text()).ifPresent(expected -> problems.add(place, item, expected));
    return Optional.of(item.text());
  }

  /** Of an element and its Not spelling, the one that is there. */
  private static Optional<Chosen> choose(Fields fields, String name, boolean required) {
    Optional<Node> in = fields.get(name);
    Optional<Node> notIn = fields.get("Not" + name);
    if (in.isPresent() && notIn.isPresent()) {
      fields.problem("Not" + name, notIn.get(), name + " or Not" + name + ", and not both");
    }
    if (in.isEmpty() && notIn.isEmpty() && required) {
      fields.missing("a statement with " + name + " or Not" + name);
    }
    if (in.isPresent()) {
      return Optional.of(new Chosen(name, in.get(), Polarity.IN));
    }
    return notIn.map(node -> new Chosen("Not" + name, node, Polarity.NOT_IN));
  }

  private record Chosen(String name, Node node, Polarity polarity) {}
}
