package io.sallyport.policy.json;

import io.sallyport.policy.Leniency;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Problem;
import io.sallyport.policy.Statement;
import io.sallyport.policy.source.Node;
import io.sallyport.policy.source.Node.Kind;
import io.sallyport.policy.source.NodeReader;
import io.sallyport.policy.source.NotJsonException;
import io.sallyport.policy.source.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads policies. Strict: names and operators it doesn't know, names given twice and anything after
 * the document are refused. Texts of up to 262,144 characters and 16 levels are read, in time
 * linear in their length. Stateless, so thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the policy language</a>
 */
public final class PolicyReader {
  private static final Set<String> NAMES =
      new LinkedHashSet<>(List.of("Version", "Id", "Statement"));

  private PolicyReader() {}

  /**
   * Reads a policy as AWS would.
   *
   * @throws MalformedPolicyException if it isn't a valid policy of that type; lists the problems,
   *     or only the first if it isn't JSON at all
   */
  public static PolicyDocument read(String text, PolicyType type) {
    return read(text, type, Set.of());
  }

  /**
   * Reads a policy, letting pass what is named.
   *
   * @throws MalformedPolicyException as {@link #read(String, PolicyType)}
   */
  public static PolicyDocument read(String text, PolicyType type, Set<Leniency> leniencies) {
    Problems problems = new Problems();
    Node root = root(text);
    if (!root.is(Kind.OBJECT)) {
      problems.add(Pointer.ROOT, root, "an object, and not " + root.kind().article());
      throw problems.malformed();
    }
    Fields fields = new Fields(root, Pointer.ROOT, NAMES, problems);
    PolicyVersion version = version(fields, type);
    String id = fields.text("Id");
    StatementReader reader = new StatementReader(type, version, leniencies, problems);
    List<Statement> statements = statements(fields, type, reader);
    if (!problems.isEmpty()) {
      throw problems.malformed();
    }
    return PolicyDocument.of(type, text, version, id, statements);
  }

  private static Node root(String text) {
    try {
      return NodeReader.read(text);
    } catch (NotJsonException e) {
      throw new MalformedPolicyException(
          List.of(new Problem("", e.line(), e.column(), e.expected())));
    }
  }

  private static PolicyVersion version(Fields fields, PolicyType type) {
    Optional<Node> node = fields.get("Version");
    if (node.isEmpty()) {
      if (type == PolicyType.MANAGED) {
        fields.missing("a Version of \"2012-10-17\", which a managed policy must have");
      }
      return PolicyVersion.V2008_10_17;
    }
    for (PolicyVersion version : PolicyVersion.values()) {
      boolean allowed = type != PolicyType.MANAGED || version == PolicyVersion.V2012_10_17;
      if (allowed && node.get().is(Kind.STRING) && version.text().equals(node.get().text())) {
        return version;
      }
    }
    String older = type == PolicyType.MANAGED ? "" : " or \"2008-10-17\"";
    fields.problem("Version", node.get(), "\"2012-10-17\"" + older);
    return PolicyVersion.V2012_10_17;
  }

  private static List<Statement> statements(
      Fields fields, PolicyType type, StatementReader reader) {
    Optional<Node> node = fields.get("Statement");
    if (node.isEmpty()) {
      fields.missing("a Statement");
      return List.of();
    }
    List<Statement> statements = new ArrayList<>();
    List<Node> items = node.get().oneOrMany();
    for (int i = 0; i < items.size(); i++) {
      Pointer pointer = Pointer.ROOT.to("Statement").to(node.get(), i);
      statements.add(reader.read(items.get(i), pointer));
    }
    boolean mayBeEmpty = !type.hasPrincipal() && type != PolicyType.MANAGED;
    if (items.isEmpty() && !mayBeEmpty) {
      fields.problem("Statement", node.get(), "at least one statement");
    }
    return statements;
  }
}
