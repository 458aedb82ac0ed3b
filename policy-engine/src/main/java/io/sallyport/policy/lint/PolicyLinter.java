package io.sallyport.policy.lint;

import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.Statement;
import java.util.List;

/**
 * Finds what is valid in a policy, but hardly meant: statements that can't match, that grant more
 * than they seem to, or that lean on what doesn't exist. No questions of style. Stateless, so
 * thread-safe.
 */
public final class PolicyLinter {

  private PolicyLinter() {}

  /** The findings, in the order of the statements; none if all seems well. */
  public static List<Finding> lint(PolicyDocument document) {
    Report report = new Report(document);
    for (int i = 0; i < document.statements().size(); i++) {
      Statement statement = document.statements().get(i);
      new PrincipalRules(document.type(), report).check(i, statement);
      new ActionRules(report).check(i, statement);
      new ConditionRules(document.version(), report).check(i, statement);
      new CoverRules(document, report).check(i, statement);
    }
    return report.findings();
  }
}
