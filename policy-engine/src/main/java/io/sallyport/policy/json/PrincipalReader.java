package io.sallyport.policy.json;

import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PrincipalType;
import io.sallyport.policy.Principals;
import io.sallyport.policy.source.Node;
import io.sallyport.policy.source.Node.Kind;
import io.sallyport.policy.source.Node.Member;
import io.sallyport.policy.source.Pointer;
import io.sallyport.policy.source.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a Principal or NotPrincipal. Wildcards stand only alone: {@code *}. */
final class PrincipalReader {
  /** AWS account ids, and those of Ceph. Other accounts are named by the ARN of their root. */
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}|RGW\\d{17}");

  private static final Pattern CALLER =
      Pattern.compile(
          "arn:aws[a-z0-9-]*:(iam::[^:*?]*:(root|(user|role)/\\P{Cntrl}+)"
              + "|(iam|sts)::[^:*?]*:(assumed-role/[^/\\p{Cntrl}]+/\\P{Cntrl}+"
              + "|federated-user/\\P{Cntrl}+))");

  private final PolicyType type;
  private final Problems problems;

  PrincipalReader(PolicyType type, Problems problems) {
    this.type = type;
    this.problems = problems;
  }

  Principals read(Node node, Pointer pointer, Polarity polarity) {
    List<NamedPrincipal> values = new ArrayList<>();
    if (node.is(Kind.OBJECT)) {
      members(node, pointer, values);
    } else if (node.is(Kind.STRING) && node.text().equals("*")) {
      values.add(new NamedPrincipal(PrincipalType.ANYONE, "*"));
    } else {
      problems.add(pointer, node, "\"*\" or an object such as {\"AWS\": ...}");
    }
    return values.isEmpty() ? Principals.ABSENT : new Principals(polarity, values);
  }

  private void members(Node node, Pointer pointer, List<NamedPrincipal> values) {
    Set<String> seen = new HashSet<>();
    for (Member member : node.members()) {
      Pointer place = pointer.to(member.name());
      Optional<PrincipalType> kind = kind(member.name());
      if (kind.isEmpty()) {
        problems.add(
            place, member.line(), member.column(), "one of AWS, Service, Federated, CanonicalUser");
      } else if (!seen.add(member.name())) {
        problems.add(place, member.line(), member.column(), "this name only once");
      } else {
        member(member, place, kind.get(), values);
      }
    }
    if (node.members().isEmpty()) {
      problems.add(pointer, node, "at least one principal");
    }
  }

  private void member(
      Member member, Pointer place, PrincipalType kind, List<NamedPrincipal> values) {
    List<Node> items = member.value().oneOrMany();
    for (int i = 0; i < items.size(); i++) {
      Pointer at = place.to(member.value(), i);
      Node item = items.get(i);
      if (!item.is(Kind.STRING)) {
        problems.add(at, item, "a string, and not " + item.kind().article());
      } else {
        problem(kind, item.text()).ifPresent(expected -> problems.add(at, item, expected));
        values.add(new NamedPrincipal(kind, item.text()));
      }
    }
    if (items.isEmpty()) {
      problems.add(place, member.value(), "at least one principal");
    }
  }

  private Optional<PrincipalType> kind(String name) {
    for (PrincipalType kind : PrincipalType.values()) {
      boolean canonicalTrust = kind == PrincipalType.CANONICAL_USER && type == PolicyType.TRUST;
      if (kind != PrincipalType.ANYONE && !canonicalTrust && kind.text().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(PrincipalType kind, String value) {
    if (kind == PrincipalType.AWS) {
      boolean wild = value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
      boolean known = ACCOUNT.matcher(value).matches() || CALLER.matcher(value).matches();
      return value.equals("*") || (known && !wild)
          ? Optional.empty()
          : Optional.of(
              "\"*\", an account id, or the ARN of an account's root, user, role or session without"
                  + " wildcards, and not "
                  + Printable.quote(value));
    }
    boolean plain = !value.isEmpty() && value.indexOf('*') < 0 && value.indexOf('?') < 0;
    return plain ? Optional.empty() : Optional.of("a name without wildcards");
  }
}
