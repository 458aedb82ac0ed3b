package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** {@code role policy}, and {@code role-policy}, as it was called. */
final class RolePolicies {
  private static final List<Verb> VERBS =
      List.of(
          Verb.of(
              "put",
              "Adds an inline policy, or replaces it.",
              Roles.saying("PutRolePolicy", "Permission policy attached successfully"),
              Flags.ROLE,
              Flags.POLICY_NAME,
              Flags.POLICY),
          Verb.calling(
              "list",
              "Lists the names of inline policies.",
              "ListRolePolicies",
              RolePolicies::names,
              Flags.ROLE),
          Verb.of(
              "get",
              "Shows an inline policy; without --policy-name, lists them.",
              RolePolicies::get,
              Flags.ROLE,
              Flags.POLICY_NAME.optional()),
          delete(),
          delete().named("rm"),
          Verb.of(
              "attach",
              "Attaches a managed policy.",
              Roles.saying("AttachRolePolicy", "Policy attached successfully"),
              Flags.ROLE,
              Flags.POLICY_ARN),
          Verb.of(
              "detach",
              "Detaches a managed policy.",
              Roles.saying("DetachRolePolicy", "Policy detached successfully"),
              Flags.ROLE,
              Flags.POLICY_ARN),
          Verb.calling(
              "list-attached",
              "Lists managed policies that are attached.",
              "ListAttachedRolePolicies",
              answer -> answer.path("AttachedPolicies"),
              Flags.ROLE));

  static final Noun NOUN = Noun.of("policy", "The policies of a role.", VERBS);
  static final Noun OLDER = Noun.of("role-policy", "The same as role policy.", VERBS);

  private RolePolicies() {}

  private static Verb delete() {
    return Verb.of(
        "delete",
        "Deletes an inline policy.",
        (given, context) -> {
          ObjectNode unused = context.iam().call("DeleteRolePolicy", given.parameters());
          return Result.said(
              "Policy: %s successfully deleted for role: %s"
                  .formatted(given.get(Flags.POLICY_NAME.name()), given.get(Flags.ROLE.name())));
        },
        Flags.ROLE,
        Flags.POLICY_NAME);
  }

  private static Result get(Arguments given, Context context) throws IOException {
    if (!given.has(Flags.POLICY_NAME.name())) {
      ObjectNode answer = context.iam().call("ListRolePolicies", given.parameters());
      return new Result(answer, names(answer));
    }
    ObjectNode answer = context.iam().call("GetRolePolicy", given.parameters());
    ObjectNode seed = Json.object();
    seed.set("Permission policy", answer.path("PolicyDocument"));
    return new Result(answer, seed);
  }

  private static JsonNode names(ObjectNode answer) {
    return answer.path("PolicyNames");
  }
}
