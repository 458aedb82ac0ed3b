package io.sallyport.policy.lint;

import static io.sallyport.policy.lint.Report.place;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be odd about actions, and about actions and resources together. */
final class ActionRules {
  private static final long STEPS = 20_000_000;

  private final Report report;
  private final Effort effort = new Effort(STEPS);

  ActionRules(Report report) {
    this.report = report;
  }

  void check(int index, Statement statement) {
    boolean in = statement.actions().polarity() == Polarity.IN;
    if (!in && statement.effect() == Effect.ALLOW) {
      report.warning(
          place(index, "NotAction"),
          "NotAction with Allow grants every other action, also those yet to come.",
          "List the actions in an Action, or use NotAction with Deny.");
    }
    List<String> actions = statement.actions().values();
    boolean isList = in && statement.resources().polarity() == Polarity.IN;
    Optional<Targets> targets =
        Optional.of(statement.resources()).filter(it -> isList).map(Targets::new);
    for (int i = 0; i < actions.size(); i++) {
      List<String> place = place(index, in ? "Action" : "NotAction", String.valueOf(i));
      check(place, actions.get(i), targets);
    }
  }

  private void check(List<String> place, String action, Optional<Targets> targets) {
    String key = action.toLowerCase(Locale.ROOT);
    String service = Vocabulary.service(key);
    if (!Vocabulary.SERVICES.contains(service)) {
      return;
    }
    Set<String> kinds = Vocabulary.kindsOfActions(key, effort);
    if (kinds.isEmpty() && !effort.isSpent()) {
      report.error(
          place,
          "There is no action \"" + action + "\".",
          "Check the spelling; the list is in the service's authorization reference.");
    } else if (targets.isPresent() && !effort.isSpent()) {
      resources(place, service, kinds, targets.get());
    }
  }

  private void resources(List<String> place, String service, Set<String> kinds, Targets targets) {
    if (!targets.mayBeOf(service)) {
      report.error(
          place,
          "The action is of " + service + ", and no resource of the statement is.",
          "Add a resource of that service, or \"*\".");
    } else if (service.equals("s3")) {
      buckets(place, kinds, targets);
    }
  }

  private void buckets(List<String> place, Set<String> kinds, Targets targets) {
    if (kinds.equals(Set.of("object")) && !targets.mayBeObjects()) {
      report.error(
          place,
          "The action is done on objects, and the resources are buckets.",
          "Add the bucket's objects: its ARN with \"/*\" behind it.");
    }
    if (kinds.equals(Set.of("bucket")) && !targets.mayBeBuckets()) {
      report.error(
          place,
          "The action is done on buckets, and the resources are objects.",
          "Add the bucket itself: its ARN with nothing behind it.");
    }
  }
}
