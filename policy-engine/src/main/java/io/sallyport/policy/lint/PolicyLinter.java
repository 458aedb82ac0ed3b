package io.sallyport.policy.lint;

import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.Statement;
import java.util.List;
import java.util.Set;

/**
 * Finds what is valid in a policy, but hardly meant: statements that can't match, that grant more
 * than they seem to, or that lean on what doesn't exist. No questions of style. What it says is so:
 * where it isn't certain that one statement covers another, or that takes more than a fixed number
 * of comparisons, which documents of AWS's size don't need, it is silent. Stateless, so
 * thread-safe.
 */
public final class PolicyLinter {

  private PolicyLinter() {}

  /**
   * The condition keys that the linter knows, in lower case; one that ends in a slash has a tag's
   * key behind it. Of another key of these services it says that there is none.
   */
  public static Set<String> knownKeys() {
    return Vocabulary.keys();
  }

  /** The findings, in the order of the statements; none if all seems well. */
  public static List<Finding> lint(PolicyDocument document) {
    return lint(document, Set.of());
  }

  /**
   * The same of a policy that is kept, and by which somebody may be meant who wasn't there when it
   * was written.
   *
   * @param byName those of the principals that it names who count by their names alone, as the
   *     policy has them
   */
  public static List<Finding> lint(PolicyDocument document, Set<String> byName) {
    Report report = new Report(document);
    PrincipalRules principals = new PrincipalRules(document.type(), byName, report);
    ActionRules actions = new ActionRules(report);
    ConditionRules conditions = new ConditionRules(document.version(), report);
    CoverRules covers = new CoverRules(document, report);
    for (int i = 0; i < document.statements().size(); i++) {
      Statement statement = document.statements().get(i);
      principals.check(i, statement);
      actions.check(i, statement);
      conditions.check(i, statement);
      covers.check(i);
    }
    return report.findings();
  }
}
