package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One decision to make: a request and the policies that bear on it. */
record Case(AccessRequest request, CallerPolicies caller, ResourcePolicy resource) {

  /**
   * Reads a case.
   *
   * @throws IllegalArgumentException if the case itself is incomplete
   * @throws io.sallyport.policy.MalformedPolicyException if one of its policies is malformed
   */
  static Case read(JsonNode json) {
    JsonNode policies = json.path("policies");
    return new Case(
        request(required(json, "request")), callerPolicies(policies), resourcePolicy(policies));
  }

  private static AccessRequest request(JsonNode json) {
    return AccessRequest.of(
        caller(required(json, "principal")),
        required(json, "action").asText(),
        required(json, "resource").asText(),
        json.path("resourceAccount").asText(),
        context(json.path("context"), json.path("multivalued")));
  }

  private static Caller caller(JsonNode json) {
    String arn = json.path("arn").asText();
    String account = json.path("account").asText();
    String parent = json.path("parentArn").asText();
    String type = required(json, "type").asText();
    return switch (type) {
      case "user" -> new Caller.User(arn, account);
      case "role-session" -> new Caller.RoleSession(arn, account, parent);
      case "federated-user" -> new Caller.FederatedUser(arn, account, parent);
      case "root" -> new Caller.Root(account);
      case "anonymous" -> new Caller.Anonymous();
      case "service" -> new Caller.Service(json.path("service").asText(arn));
      case "federated" -> new Caller.Federated(json.path("provider").asText(arn));
      default -> throw new IllegalArgumentException("no principal is of type \"" + type + "\"");
    };
  }

  private static RequestContext context(JsonNode context, JsonNode multivalued) {
    Set<String> many = new HashSet<>();
    multivalued.forEach(key -> many.add(key.asText().toLowerCase(Locale.ROOT)));
    RequestContext.Builder builder = RequestContext.builder();
    context
        .properties()
        .forEach(
            entry -> {
              List<String> values = new ArrayList<>();
              oneOrMany(entry.getValue()).forEach(value -> values.add(value.asText()));
              if (many.contains(entry.getKey().toLowerCase(Locale.ROOT))) {
                builder.hostMultivalued(entry.getKey(), values);
              } else {
                builder.host(entry.getKey(), values.toArray(String[]::new));
              }
            });
    return builder.build();
  }

  /** What a case doesn't have doesn't limit. */
  private static CallerPolicies callerPolicies(JsonNode json) {
    CallerPolicies.Builder builder = CallerPolicies.builder();
    builder.identity(compiled(json.path("identity"), "identity", PolicyType.IDENTITY));
    CompiledPolicy[] boundary = compiled(json.path("boundary"), "boundary", PolicyType.BOUNDARY);
    if (boundary.length == 0) {
      builder.withoutBoundary();
    } else {
      builder.boundary(one(boundary));
    }
    CompiledPolicy[] session = compiled(json.path("session"), "session", PolicyType.SESSION);
    return (session.length == 0 ? builder.withoutSession() : builder.session(session)).build();
  }

  private static ResourcePolicy resourcePolicy(JsonNode json) {
    CompiledPolicy[] resource = compiled(json.path("resource"), "resource", PolicyType.RESOURCE);
    CompiledPolicy[] trust = compiled(json.path("trust"), "trust", PolicyType.TRUST);
    if (resource.length > 0 && trust.length > 0) {
      throw new IllegalArgumentException(
          "what is asked for has a resource policy or a trust policy");
    }
    if (trust.length > 0) {
      return ResourcePolicy.trust(one(trust));
    }
    return resource.length > 0 ? ResourcePolicy.of(one(resource)) : ResourcePolicy.none();
  }

  private static CompiledPolicy one(CompiledPolicy[] policies) {
    if (policies.length > 1) {
      throw new IllegalArgumentException(
          "there is one policy \"" + policies[0].name() + "\" at most, and no further");
    }
    return policies[0];
  }

  private static CompiledPolicy[] compiled(JsonNode json, String name, PolicyType type) {
    List<CompiledPolicy> compiled = new ArrayList<>();
    for (JsonNode document : oneOrMany(json)) {
      String each = json.isArray() ? name + "/" + compiled.size() : name;
      String text = document.isTextual() ? document.asText() : document.toString();
      compiled.add(CompiledPolicy.compile(each, PolicyReader.read(text, type)));
    }
    return compiled.toArray(CompiledPolicy[]::new);
  }

  private static Iterable<JsonNode> oneOrMany(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return List.of();
    }
    return json.isArray() ? json : List.of(json);
  }

  static JsonNode required(JsonNode json, String name) {
    if (!json.has(name)) {
      throw new IllegalArgumentException("the case has no \"" + name + "\"");
    }
    return json.get(name);
  }
}
