package io.sallyport.policy.lint;

import static io.sallyport.policy.lint.Report.place;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.Principal;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import java.util.List;
import java.util.Locale;

/** Statements that another statement of the same document leaves nothing to do. */
final class CoverRules {
  private final PolicyDocument document;
  private final Report report;

  CoverRules(PolicyDocument document, Report report) {
    this.document = document;
    this.report = report;
  }

  void check(int index, Statement statement) {
    List<Statement> all = document.statements();
    for (int i = 0; i < all.size(); i++) {
      Statement other = all.get(i);
      if (i == index || !covers(other, statement)) {
        continue;
      }
      if (other.effect() == Effect.DENY && statement.effect() == Effect.ALLOW) {
        report.error(
            place(index),
            "This statement can never grant: statement " + i + " denies all of it.",
            "Remove one of the two, or narrow the Deny.");
        return;
      }
      if (other.effect() == statement.effect() && (i < index || !covers(statement, other))) {
        report.warning(
            place(index),
            "This statement adds nothing: statement " + i + " covers all of it.",
            "Remove it.");
        return;
      }
    }
  }

  /** Whether the first applies, for certain, wherever the second does. */
  private static boolean covers(Statement wide, Statement narrow) {
    boolean conditions =
        wide.conditions().isEmpty() || wide.conditions().equals(narrow.conditions());
    return conditions
        && callers(wide.principals(), narrow.principals())
        && actions(wide.actions(), narrow.actions())
        && resources(wide.resources(), narrow.resources());
  }

  private static boolean callers(Principals wide, Principals narrow) {
    boolean everyone =
        wide.polarity() == Polarity.IN && wide.values().stream().anyMatch(Principal::isEveryone);
    return everyone || wide.equals(narrow);
  }

  private static boolean actions(Patterns wide, Patterns narrow) {
    return wide.equals(narrow) || lists(lower(wide), lower(narrow));
  }

  private static boolean resources(Patterns wide, Patterns narrow) {
    return wide.equals(narrow) || lists(wide, narrow);
  }

  private static boolean lists(Patterns wide, Patterns narrow) {
    return wide.polarity() == Polarity.IN
        && narrow.polarity() == Polarity.IN
        && narrow.values().stream()
            .allMatch(each -> wide.values().stream().anyMatch(it -> Wildcard.covers(it, each)));
  }

  private static Patterns lower(Patterns patterns) {
    return new Patterns(
        patterns.polarity(),
        patterns.values().stream().map(it -> it.toLowerCase(Locale.ROOT)).toList());
  }
}
