package io.sallyport.policy.lint;

import static io.sallyport.policy.lint.Report.place;

import io.sallyport.policy.PolicyDocument;
import java.util.List;

/**
 * Statements that another statement of the same document leaves nothing to do, as far as that is
 * certain. Statements are compared each with each, so only until a fixed effort is spent.
 */
final class CoverRules {
  private static final long STEPS = 20_000_000;

  private final List<Reach> statements;
  private final Report report;
  private final Effort effort = new Effort(STEPS);

  CoverRules(PolicyDocument document, Report report) {
    this.statements = Reach.of(document.statements(), document.version());
    this.report = report;
  }

  void check(int index) {
    Reach statement = statements.get(index);
    for (int i = 0; i < statements.size() && !effort.isSpent(); i++) {
      Reach other = statements.get(i);
      boolean covered = i != index && other.covers(statement, effort);
      if (covered && other.denies() && !statement.denies()) {
        report.error(
            place(index),
            "This statement can never grant: statement " + i + " denies all of it.",
            "Remove one of the two, or narrow the Deny.");
        return;
      }
      if (covered && other.denies() == statement.denies() && isOneTooMany(index, i)) {
        report.warning(
            place(index),
            "This statement adds nothing: statement " + i + " covers all of it.",
            "Remove it.");
        return;
      }
    }
  }

  /** Of two that cover each other, only the later is one too many. */
  private boolean isOneTooMany(int index, int other) {
    return other < index
        || (!statements.get(index).covers(statements.get(other), effort) && !effort.isSpent());
  }
}
