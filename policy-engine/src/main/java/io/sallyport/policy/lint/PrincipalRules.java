package io.sallyport.policy.lint;

import static io.sallyport.policy.lint.Report.place;

import io.sallyport.policy.Effect;
import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.PrincipalType;
import io.sallyport.policy.Statement;
import java.util.Locale;
import java.util.Set;

/** What can be odd about the callers that a statement names. */
final class PrincipalRules {
  private static final Wildcard WEB_IDENTITY =
      Wildcard.of("sts:assumerolewithwebidentity", PolicyVersion.V2008_10_17);

  private final PolicyType type;
  private final Set<String> byName;
  private final Report report;

  PrincipalRules(PolicyType type, Set<String> byName, Report report) {
    this.type = type;
    this.byName = byName;
    this.report = report;
  }

  void check(int index, Statement statement) {
    boolean allow = statement.effect() == Effect.ALLOW;
    if (!type.hasPrincipal()) {
      ignored(index);
    } else if (statement.principals().polarity() == Polarity.NOT_IN && allow) {
      report.error(
          place(index, "NotPrincipal"),
          "NotPrincipal with Allow is not supported: this statement grants nothing.",
          "Name the callers in a Principal.");
    } else if (allow && isOpen(statement)) {
      report.warning(
          place(index, "Principal"),
          "This statement allows everyone.",
          "Name the callers, or add a condition such as aws:PrincipalAccount.");
    }
    canonical(index, statement);
    keptByName(index, statement);
    if (allow && trustsAnyWebIdentity(statement)) {
      report.warning(
          place(index, "Condition"),
          "Every identity of the provider can assume this role.",
          "Add a StringEquals condition on the provider's sub or aud.");
    }
  }

  private void ignored(int index) {
    if (report.has(place(index, "Principal"))) {
      report.warning(
          place(index, "Principal"),
          "The Principal of an identity policy is ignored.",
          "Remove it: the policy is about whoever it is attached to.");
    }
  }

  private void canonical(int index, Statement statement) {
    boolean deny = statement.effect() == Effect.DENY;
    boolean named =
        statement.principals().values().stream()
            .anyMatch(it -> it.type() == PrincipalType.CANONICAL_USER);
    if (named) {
      report.error(
          place(index, "Principal"),
          "Who a canonical user is can't be told: this statement "
              + (deny ? "denies everyone." : "doesn't match it."),
          "Name the account instead.");
    }
  }

  private void keptByName(int index, Statement statement) {
    String element =
        statement.principals().polarity() == Polarity.IN ? "Principal" : "NotPrincipal";
    statement.principals().values().stream()
        .map(NamedPrincipal::value)
        .filter(byName::contains)
        .distinct()
        .forEach(
            name ->
                report.warning(
                    place(index, element),
                    "\"" + name + "\" is kept by name: whoever comes to have it is meant.",
                    "Save the policy again once the one who is meant is there; a host's own users"
                        + " are kept by id if its directory tells who they are."));
  }

  private static boolean isOpen(Statement statement) {
    return statement.conditions().isEmpty()
        && statement.principals().values().stream().anyMatch(NamedPrincipal::isEveryone);
  }

  private static boolean trustsAnyWebIdentity(Statement statement) {
    boolean federated =
        statement.principals().values().stream()
            .anyMatch(it -> it.type() == PrincipalType.FEDERATED);
    boolean listed =
        statement.actions().values().stream()
            .map(it -> Wildcard.of(it.toLowerCase(Locale.ROOT), PolicyVersion.V2008_10_17))
            .anyMatch(it -> it.covers(WEB_IDENTITY, Effort.unbounded()));
    boolean action = listed == (statement.actions().polarity() == Polarity.IN);
    boolean bound =
        statement.conditions().stream()
            .flatMap(block -> block.keys().stream())
            .map(key -> key.key().toLowerCase(Locale.ROOT))
            .anyMatch(key -> key.matches(".*:(sub|aud|app_id|oaud|amr)"));
    return federated && action && !bound;
  }
}
