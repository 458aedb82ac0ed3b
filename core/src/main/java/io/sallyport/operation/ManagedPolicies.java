package io.sallyport.operation;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.managed.HolderFilter;
import io.sallyport.managed.ManagedPolicy;
import io.sallyport.managed.ManagedPolicyManager;
import io.sallyport.managed.PolicyFilter;
import io.sallyport.managed.PolicyFilter.Scope;
import io.sallyport.managed.PolicyHolder;
import io.sallyport.managed.PolicyHolder.Kind;
import io.sallyport.managed.PolicyUsage;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * IAM's operations on managed policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class ManagedPolicies {
  private static final Map<String, Scope> SCOPES =
      Map.of("All", Scope.ALL, "AWS", Scope.BUILT_IN, "Local", Scope.OWN);

  private static final Map<String, PolicyUsage> USAGES =
      Map.of(
          "PermissionsPolicy",
          PolicyUsage.PERMISSIONS,
          "PermissionsBoundary",
          PolicyUsage.BOUNDARY);

  private static final Map<String, Kind> KINDS =
      Map.of("User", Kind.USER, "Role", Kind.ROLE, "Group", Kind.GROUP);

  private ManagedPolicies() {}

  static List<Operation<?, ?>> operations(Function<Call, ManagedPolicyManager> view) {
    Rows<ManagedPolicyManager> rows = new Rows<>(view);
    List<Operation<?, ?>> own =
        List.of(
            rows.changing(
                "CreatePolicy",
                ManagedPolicies::newPolicy,
                ManagedPolicyManager::create,
                ManagedPolicies::writePolicy),
            rows.asking(
                "GetPolicy",
                ManagedPolicies::arn,
                ManagedPolicyManager::get,
                ManagedPolicies::writePolicy),
            rows.asking(
                "ListPolicies", Filtered::read, Filtered::of, ManagedPolicies::writePolicies),
            rows.changing("DeletePolicy", ManagedPolicies::arn, ManagedPolicyManager::delete),
            rows.asking("ListEntitiesForPolicy", Held::read, Held::of, ManagedPolicies::write));
    EntityRows<PolicyArn> tags = new EntityRows<>("Policy", PolicyArn::new);
    return Stream.of(own, PolicyVersions.operations(view), tags.tags(view, ManagedPolicies::arn))
        .<Operation<?, ?>>flatMap(List::stream)
        .toList();
  }

  /** The ARN of the policy that a request is about. */
  static PolicyArn arn(Parameters parameters) {
    return new PolicyArn(parameters.get("PolicyArn"));
  }

  private static CreatePolicyRequest newPolicy(Parameters parameters) {
    return new CreatePolicyRequest(
        new PolicyName(parameters.get("PolicyName")),
        parameters.find("Path").map(EntityPath::new).orElse(EntityPath.ROOT),
        parameters.get("PolicyDocument"),
        parameters.find("Description").orElse(""),
        parameters.tags());
  }

  private record Filtered(PolicyFilter filter, PageRequest page) {
    static Filtered read(Parameters parameters) {
      PolicyFilter filter =
          new PolicyFilter(
              one("Scope", SCOPES, parameters).orElse(Scope.ALL),
              parameters.find("PathPrefix").orElse("/"),
              parameters.findFlag("OnlyAttached").orElse(false),
              one("PolicyUsageFilter", USAGES, parameters));
      return new Filtered(filter, parameters.page());
    }

    static Listing<ManagedPolicy> of(ManagedPolicyManager policies, Filtered asked) {
      return policies.list(asked.filter, asked.page);
    }
  }

  private record Held(PolicyArn policy, HolderFilter filter, PageRequest page) {
    static Held read(Parameters parameters) {
      HolderFilter filter =
          new HolderFilter(
              one("EntityFilter", KINDS, parameters),
              parameters.find("PathPrefix").orElse("/"),
              one("PolicyUsageFilter", USAGES, parameters));
      return new Held(arn(parameters), filter, parameters.page());
    }

    static Listing<PolicyHolder> of(ManagedPolicyManager policies, Held asked) {
      return policies.listHolders(asked.policy, asked.filter, asked.page);
    }
  }

  /** One of some words, if the parameter is given. */
  private static <T> Optional<T> one(String name, Map<String, T> words, Parameters parameters) {
    return parameters
        .find(name)
        .map(
            word -> {
              T meaning = words.get(word);
              if (meaning == null) {
                throw new InvalidInputException(
                    name,
                    word,
                    "one of " + String.join(", ", words.keySet().stream().sorted().toList()));
              }
              return meaning;
            });
  }

  private static void writePolicy(ManagedPolicy policy, XmlWriter result) {
    result.open("Policy");
    writeContent(policy, result);
    if (!policy.description().isEmpty()) {
      result.element("Description", policy.description());
    }
    if (!policy.tags().isEmpty()) {
      Shapes.tags(policy.tags().pairs(), result);
    }
    result.close("Policy");
  }

  private static void writeContent(ManagedPolicy policy, XmlWriter result) {
    result.element("PolicyName", policy.name().value());
    result.element("PolicyId", policy.id().value());
    result.element("Arn", policy.arn().value());
    result.element("Path", policy.path().value());
    result.element("DefaultVersionId", policy.defaultVersion().value());
    result.element("AttachmentCount", Long.toString(policy.attachments()));
    result.element("PermissionsBoundaryUsageCount", Long.toString(policy.boundaries()));
    result.element("IsAttachable", "true");
    result.element("CreateDate", policy.createDate().toString());
    result.element("UpdateDate", policy.updateDate().toString());
  }

  /** Without descriptions and tags: AWS's lists leave them out. */
  private static void writePolicies(Listing<ManagedPolicy> policies, XmlWriter result) {
    result.open("Policies");
    for (ManagedPolicy policy : policies.items()) {
      result.open("member");
      writeContent(policy, result);
      result.close("member");
    }
    result.close("Policies");
    Shapes.end(policies, result);
  }

  private static void write(Listing<PolicyHolder> holders, XmlWriter result) {
    for (Kind kind : List.of(Kind.GROUP, Kind.USER, Kind.ROLE)) {
      String list = "Policy" + kind.noun() + "s";
      result.open(list);
      for (PolicyHolder holder : holders.items()) {
        if (holder.kind() == kind) {
          result.open("member");
          result.element(kind.noun() + "Name", holder.name());
          result.element(kind.noun() + "Id", holder.id());
          result.close("member");
        }
      }
      result.close(list);
    }
    Shapes.end(holders, result);
  }
}
