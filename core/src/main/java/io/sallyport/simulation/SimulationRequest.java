package io.sallyport.simulation;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to simulate: each action on each resource. Immutable: each method answers another request.
 *
 * @param policies identity policies of the simulated caller, besides those that it has
 * @param boundary a permissions boundary in place of the one that it has
 * @param actions such as {@code s3:GetObject}
 * @param resources ARNs, or {@code *}
 * @param resourcePolicy a policy of every one of the resources
 * @param resourceOwner the account that they belong to, by its id or an ARN of it
 * @param caller the ARN of the user who is to call
 * @param context the condition keys that the requests have
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html">SimulateCustomPolicy</a>
 */
public record SimulationRequest(
    List<String> policies,
    Optional<String> boundary,
    List<String> actions,
    List<String> resources,
    Optional<String> resourcePolicy,
    Optional<String> resourceOwner,
    Optional<String> caller,
    List<ContextEntry> context) {
  /** The most characters that all policies may have together. */
  public static final int MAX_POLICIES = 131_072;

  private static final int LONGEST_ACTION = 128;
  private static final int LONGEST_RESOURCE = 2048;
  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9]+");

  public SimulationRequest {
    requireNonNull(policies, "policies");
    requireNonNull(boundary, "boundary");
    requireNonNull(actions, "actions");
    requireNonNull(resources, "resources");
    requireNonNull(resourcePolicy, "resourcePolicy");
    requireNonNull(resourceOwner, "resourceOwner");
    requireNonNull(caller, "caller");
    requireNonNull(context, "context");
    policies = List.copyOf(policies);
    actions = List.copyOf(actions);
    resources = resources.isEmpty() ? List.of("*") : List.copyOf(resources);
    context = List.copyOf(context);
    if (actions.isEmpty()) {
      throw InvalidInputException.missing("ActionNames");
    }
    actions.forEach(SimulationRequest::checkAction);
    resources.forEach(SimulationRequest::checkResource);
    checkKeys(context);
    int length = policies.stream().mapToInt(String::length).sum();
    length += boundary.orElse("").length() + resourcePolicy.orElse("").length();
    if (length > MAX_POLICIES) {
      throw new InvalidInputException(
          "PolicyInputList",
          length + " characters",
          "at most " + MAX_POLICIES + " of all policies");
    }
  }

  /** These actions on any resource, by the policies that the caller has. */
  public static SimulationRequest of(String... actions) {
    requireNonNull(actions, "actions");
    return new SimulationRequest(
        List.of(),
        Optional.empty(),
        List.of(actions),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static void checkAction(String action) {
    if (action.length() > LONGEST_ACTION || !ACTION.matcher(action).matches()) {
      throw new InvalidInputException(
          "ActionNames", action, "an action like s3:GetObject, without wildcards");
    }
  }

  private static void checkResource(String resource) {
    if (resource.length() > LONGEST_RESOURCE
        || !(resource.equals("*") || resource.startsWith("arn:"))) {
      throw new InvalidInputException(
          "ResourceArns", resource, "an ARN of at most 2048 characters, or *");
    }
  }

  private static void checkKeys(List<ContextEntry> context) {
    for (ContextEntry entry : context) {
      String key = entry.key().toLowerCase(Locale.ROOT);
      if (context.stream().filter(it -> it.key().toLowerCase(Locale.ROOT).equals(key)).count()
          > 1) {
        throw new InvalidInputException("ContextEntries", entry.key(), "given once only");
      }
    }
  }

  /** The same with these identity policies. */
  public SimulationRequest withPolicies(String... documents) {
    requireNonNull(documents, "documents");
    return new SimulationRequest(
        List.of(documents),
        boundary,
        actions,
        resources,
        resourcePolicy,
        resourceOwner,
        caller,
        context);
  }

  /** The same under this permissions boundary. */
  public SimulationRequest withBoundary(String document) {
    requireNonNull(document, "document");
    return new SimulationRequest(
        policies,
        Optional.of(document),
        actions,
        resources,
        resourcePolicy,
        resourceOwner,
        caller,
        context);
  }

  /** The same on these resources. */
  public SimulationRequest on(String... arns) {
    requireNonNull(arns, "arns");
    return new SimulationRequest(
        policies, boundary, actions, List.of(arns), resourcePolicy, resourceOwner, caller, context);
  }

  /** The same on resources that have this policy. */
  public SimulationRequest withResourcePolicy(String document) {
    requireNonNull(document, "document");
    return new SimulationRequest(
        policies,
        boundary,
        actions,
        resources,
        Optional.of(document),
        resourceOwner,
        caller,
        context);
  }

  /** The same by this user. */
  public SimulationRequest by(String userArn) {
    requireNonNull(userArn, "userArn");
    return new SimulationRequest(
        policies,
        boundary,
        actions,
        resources,
        resourcePolicy,
        resourceOwner,
        Optional.of(userArn),
        context);
  }

  /** The same with these condition keys. */
  public SimulationRequest with(ContextEntry... entries) {
    requireNonNull(entries, "entries");
    return new SimulationRequest(
        policies,
        boundary,
        actions,
        resources,
        resourcePolicy,
        resourceOwner,
        caller,
        List.of(entries));
  }
}
