package io.sallyport.policy.lint;

import static io.sallyport.policy.lint.Report.place;

import io.sallyport.policy.Comparison;
import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.ConditionOperator;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Quantifier;
import io.sallyport.policy.Statement;
import io.sallyport.policy.match.Operands;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be odd about conditions and variables. */
final class ConditionRules {
  private static final Pattern KNOWN_PREFIX =
      Pattern.compile("(aws|s3|sts|iam|saml):.*", Pattern.DOTALL);

  private final PolicyVersion version;
  private final Report report;

  ConditionRules(PolicyVersion version, Report report) {
    this.version = version;
    this.report = report;
  }

  void check(int index, Statement statement) {
    variables(place(index, "Resource"), statement.resources().values());
    for (ConditionBlock block : statement.conditions()) {
      List<String> place = place(index, "Condition", block.operator());
      Optional<ConditionOperator> operator = ConditionOperator.parse(block.operator());
      if (operator.isEmpty()) {
        report.error(
            place,
            "There is no operator \"" + block.operator() + "\": the statement grants nothing.",
            "Check the spelling, or remove it.");
        continue;
      }
      for (ConditionKey key : block.keys()) {
        List<String> at = place(index, "Condition", block.operator(), key.key());
        variables(at, key.values());
        key(at, operator.get(), key);
        operands(at, operator.get().comparison(), key.values());
      }
    }
  }

  private void variables(List<String> place, List<String> values) {
    if (version == PolicyVersion.V2008_10_17 && values.stream().anyMatch(Operands::hasVariable)) {
      report.error(
          place,
          "In a document of version 2008-10-17 a variable is plain text.",
          "Set the Version to \"2012-10-17\".");
    }
  }

  private void key(List<String> place, ConditionOperator operator, ConditionKey key) {
    boolean covered = KNOWN_PREFIX.matcher(key.key().toLowerCase(Locale.ROOT)).matches();
    Optional<String> kind = Vocabulary.kindOfKey(key.key());
    boolean quantified = operator.quantifier() != Quantifier.NONE;
    if (covered && kind.isEmpty()) {
      report.error(
          place,
          "There is no condition key \"" + key.key() + "\".",
          "Check the spelling: a key that is never there decides by its absence.");
    } else if (kind.equals(Optional.of("single")) && quantified) {
      report.warning(
          place,
          "\"" + key.key() + "\" has one value, and the operator is one for several.",
          "Leave out " + operator.quantifier().text() + " before the operator.");
    } else if (kind.equals(Optional.of("many"))
        && !quantified
        && operator.comparison() != Comparison.NULL) {
      report.warning(
          place,
          "\"" + key.key() + "\" can have several values, and the operator is one for one.",
          "Write ForAllValues: or ForAnyValue: before the operator.");
    }
  }

  private void operands(List<String> place, Comparison comparison, List<String> values) {
    for (String value : values) {
      if (!Operands.isComparable(comparison, value)) {
        report.error(
            place,
            comparison.text() + " can't compare \"" + value + "\".",
            "Write a value that the operator understands.");
      }
    }
  }
}
