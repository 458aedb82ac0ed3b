package io.sallyport.policy.lint;

import static io.sallyport.policy.lint.Report.place;

import io.sallyport.policy.Effect;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be odd about actions, and about actions and resources together. */
final class ActionRules {
  private final Report report;

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
    for (int i = 0; i < actions.size(); i++) {
      List<String> place = place(index, in ? "Action" : "NotAction", String.valueOf(i));
      String action = actions.get(i).toLowerCase(Locale.ROOT);
      if (isUnknown(action)) {
        report.error(
            place,
            "There is no action \"" + actions.get(i) + "\".",
            "Check the spelling; the list is in the service's authorization reference.");
      } else if (in && statement.resources().polarity() == Polarity.IN) {
        resources(place, action, statement.resources().values());
      }
    }
  }

  private static boolean isUnknown(String action) {
    return Vocabulary.SERVICES.contains(service(action)) && kinds(action).isEmpty();
  }

  private static String service(String action) {
    return action.substring(0, Math.max(0, action.indexOf(':')));
  }

  /** The kinds of the known actions that a pattern stands for. */
  private static Set<String> kinds(String action) {
    return Vocabulary.ACTIONS.entrySet().stream()
        .filter(known -> Wildcard.covers(action, known.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private void resources(List<String> place, String action, List<String> resources) {
    String service = service(action);
    if (!Vocabulary.SERVICES.contains(service)) {
      return;
    }
    boolean own = resources.stream().anyMatch(it -> it.equals("*") || ofService(it, service));
    if (!own) {
      report.error(
          place,
          "The action is of " + service + ", and no resource of the statement is.",
          "Add a resource of that service, or \"*\".");
    } else if (service.equals("s3")) {
      buckets(place, kinds(action), resources);
    }
  }

  /** STS acts on the roles and users of IAM. */
  private static boolean ofService(String resource, String service) {
    String[] parts = resource.split(":", 6);
    String found = parts.length > 2 ? parts[2] : "";
    return found.equals(service) || (service.equals("sts") && found.equals("iam"));
  }

  private void buckets(List<String> place, Set<String> kinds, List<String> resources) {
    if (kinds.equals(Set.of("object")) && resources.stream().noneMatch(ActionRules::mayBeObject)) {
      report.error(
          place,
          "The action is done on objects, and the resources are buckets.",
          "Add the bucket's objects: its ARN with \"/*\" behind it.");
    }
    if (kinds.equals(Set.of("bucket")) && resources.stream().noneMatch(ActionRules::mayBeBucket)) {
      report.error(
          place,
          "The action is done on buckets, and the resources are objects.",
          "Add the bucket itself: its ARN with nothing behind it.");
    }
  }

  private static boolean mayBeObject(String resource) {
    String name = resource.substring(resource.lastIndexOf(':') + 1);
    return name.contains("/") || name.contains("*") || name.contains("${");
  }

  private static boolean mayBeBucket(String resource) {
    String[] parts = resource.split(":", 6);
    String name = parts[parts.length - 1];
    int slash = name.indexOf('/');
    int star = name.indexOf('*');
    int variable = name.indexOf("${");
    boolean wildBefore = (star >= 0 && star < slash) || (variable >= 0 && variable < slash);
    boolean accessPoint = name.startsWith("accesspoint/") && !name.contains("/object/");
    return slash < 0 || parts.length < 6 || accessPoint || (wildBefore && name.endsWith("*"));
  }
}
