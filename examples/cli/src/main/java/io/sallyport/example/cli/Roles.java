package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code role}. */
final class Roles {
  /** What AWS and Ceph's documentation call the same. */
  static final Map<String, String> NAMES = names();

  static final Noun NOUN =
      Noun.of(
          "role",
          "Roles.",
          List.of(
              Verb.calling(
                  "create",
                  "Creates a role.",
                  "CreateRole",
                  Roles::one,
                  Flags.ROLE,
                  Flags.PATH,
                  Flags.TRUST,
                  Flags.DESCRIPTION,
                  Flags.DURATION,
                  Flags.BOUNDARY,
                  Flags.TAG.optional()),
              delete(),
              delete().named("rm"),
              Verb.calling("get", "Shows a role.", "GetRole", Roles::one, Flags.ROLE),
              Verb.calling(
                  "list",
                  "Lists roles.",
                  "ListRoles",
                  answer -> Json.each(answer.path("Roles"), Roles::seed),
                  Flags.PATH_PREFIX),
              Verb.of(
                  "modify",
                  "Gives a role another trust policy.",
                  changing("UpdateAssumeRolePolicy"),
                  Flags.ROLE,
                  Flags.TRUST.filling("PolicyDocument")),
              Verb.of(
                  "update",
                  "Changes a role's description or longest session.",
                  changing("UpdateRole"),
                  Flags.ROLE,
                  Flags.DESCRIPTION,
                  Flags.DURATION),
              Verb.of(
                  "tag",
                  "Gives a role tags.",
                  saying("TagRole", "role: %s successfully tagged"),
                  Flags.ROLE,
                  Flags.TAG),
              Verb.of(
                  "untag",
                  "Takes tags away from a role.",
                  saying("UntagRole", "role: %s successfully untagged"),
                  Flags.ROLE,
                  Flags.TAG_KEY),
              Verb.calling(
                  "list-tags",
                  "Lists a role's tags.",
                  "ListRoleTags",
                  answer -> answer.path("Tags"),
                  Flags.ROLE),
              RoleLint.VERB),
          RolePolicies.NOUN);

  private Roles() {}

  private static Verb delete() {
    return Verb.of(
        "delete",
        "Deletes a role that has no policies.",
        saying("DeleteRole", "role: %s successfully deleted"),
        Flags.ROLE);
  }

  /** A call without an answer, and what radosgw-admin says of it to people. */
  static Verb.Work saying(String action, String line) {
    return (given, context) -> {
      ObjectNode unused = context.iam().call(action, given.parameters());
      return Result.said(line.formatted(given.get(Flags.ROLE.name())));
    };
  }

  /** A call without an answer, and the role as it is then. */
  private static Verb.Work changing(String action) {
    return (given, context) -> {
      ObjectNode unused = context.iam().call(action, given.parameters());
      ObjectNode role = context.iam().call("GetRole", "RoleName", given.get(Flags.ROLE.name()));
      return new Result(role, one(role));
    };
  }

  private static JsonNode one(ObjectNode answer) {
    return seed(answer.path("Role"));
  }

  private static JsonNode seed(JsonNode role) {
    return Json.renamed(role, NAMES);
  }

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("RoleId", "id");
    names.put("RoleName", "name");
    names.put("Path", "path");
    names.put("Arn", "arn");
    names.put("CreateDate", "create_date");
    names.put("MaxSessionDuration", "max_session_duration");
    names.put("AssumeRolePolicyDocument", "assume_role_policy_document");
    names.put("Description", "description");
    names.put("PermissionsBoundary", "permissions_boundary");
    names.put("Tags", "tags");
    return names;
  }
}
