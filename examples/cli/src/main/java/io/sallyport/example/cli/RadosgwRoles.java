package io.sallyport.example.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Roles as {@code radosgw-admin role list} prints them: with the keys of its documentation, or with
 * those of its newer releases. Their ids and dates are Ceph's, and new ones are given.
 */
record RadosgwRoles(List<Role> roles) {
  /** What says nothing that is kept: it is given anew, or follows from the rest. */
  private static final Set<String> UNUSED = Set.of("RoleId", "Arn", "CreateDate", "AccountId");

  private static final Set<String> TEXTS =
      Set.of("Path", "AssumeRolePolicyDocument", "MaxSessionDuration", "Description");

  /**
   * A role.
   *
   * @param creation the parameters that create it
   * @param inline its policies by their names
   * @param attached the ARNs of policies
   */
  record Role(Map<String, String> creation, Map<String, String> inline, List<String> attached) {
    String name() {
      return creation.getOrDefault("RoleName", "");
    }
  }

  /**
   * Reads them.
   *
   * @throws Failure if they are no roles, or have what isn't known here
   */
  static RadosgwRoles read(InputStream source) throws IOException {
    JsonNode list;
    try {
      list = new ObjectMapper().readTree(source);
    } catch (JsonProcessingException e) {
      throw new Failure("the file is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!list.isArray()) {
      throw new Failure("the file has no list of roles");
    }
    List<Role> roles = new ArrayList<>();
    for (JsonNode each : list) {
      try {
        roles.add(role(each));
      } catch (Failure e) {
        throw new Failure("role " + (roles.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    return new RadosgwRoles(roles);
  }

  private static Role role(JsonNode json) {
    Role role = new Role(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    json.properties().forEach(field -> read(newName(field.getKey()), field.getValue(), role));
    if (role.name().isEmpty() || !role.creation().containsKey("AssumeRolePolicyDocument")) {
      throw new Failure("it has no name or no trust policy");
    }
    return role;
  }

  /** As newer releases, and AWS, call it. */
  private static String newName(String name) {
    return Roles.NAMES.entrySet().stream()
        .filter(names -> names.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }

  private static void read(String name, JsonNode value, Role role) {
    if (name.equals("RoleName")) {
      role.creation().put(name, text(name, value));
    } else if (TEXTS.contains(name)) {
      if (!text(name, value).isEmpty()) {
        role.creation().put(name, text(name, value));
      }
    } else if (name.equals("Tags")) {
      int number = 0;
      for (JsonNode tag : value) {
        String member = "Tags.member." + ++number;
        role.creation().put(member + ".Key", text("Key", tag.path("Key")));
        role.creation().put(member + ".Value", text("Value", tag.path("Value")));
      }
    } else if (name.equals("PermissionPolicies")) {
      for (JsonNode policy : value) {
        role.inline()
            .put(
                text("PolicyName", policy.path("PolicyName")),
                text("PolicyValue", policy.path("PolicyValue")));
      }
    } else if (name.equals("ManagedPermissionPolicies")) {
      value.forEach(arn -> role.attached().add(text(name, arn)));
    } else if (!UNUSED.contains(name)) {
      throw new Failure("'" + name + "' is not known here");
    }
  }

  private static String text(String name, JsonNode value) {
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw new Failure("'" + name + "' is no text");
    }
    return value.asText();
  }

  /** Creates those that aren't there; of one that is there, and is the same, what it lacks. */
  Result importInto(Context context) {
    Iam iam = context.iam();
    int created = 0;
    try (Progress progress = context.progress()) {
      int done = 0;
      for (Role role : roles) {
        progress.at("%d of %d roles".formatted(done++, roles.size()));
        try {
          created += create(role, iam);
          complete(role, iam);
        } catch (Failure e) {
          throw new Failure("role " + role.name() + ": " + e.getMessage(), e);
        }
      }
    }
    return Result.of(
        Json.object().put("imported", created).put("already_there", roles.size() - created));
  }

  /** How many it made: one or none. */
  private static int create(Role role, Iam iam) {
    try {
      ObjectNode unused = iam.call("CreateRole", role.creation());
      return 1;
    } catch (Failure e) {
      if (!e.is("EntityAlreadyExists")) {
        throw e;
      }
    }
    JsonNode there = iam.call("GetRole", "RoleName", role.name()).path("Role");
    for (String field : List.of("RoleName", "Path", "AssumeRolePolicyDocument")) {
      String wanted = role.creation().getOrDefault(field, "/");
      if (!there.path(field).asText().equals(wanted)) {
        throw new Failure("there is another one of this name: its " + field + " is different");
      }
    }
    return 0;
  }

  private static void complete(Role role, Iam iam) {
    Set<String> there = new HashSet<>();
    if (!role.inline().isEmpty()) {
      iam.call("ListRolePolicies", "RoleName", role.name())
          .path("PolicyNames")
          .forEach(name -> there.add(name.asText()));
    }
    role.inline()
        .forEach(
            (policy, document) -> {
              if (!there.contains(policy)) {
                call(iam, "PutRolePolicy", role, "PolicyName", policy, "PolicyDocument", document);
              }
            });
    role.attached().forEach(arn -> call(iam, "AttachRolePolicy", role, "PolicyArn", arn));
  }

  private static void call(Iam iam, String action, Role role, String... parameters) {
    Map<String, String> all = new LinkedHashMap<>(Map.of("RoleName", role.name()));
    for (int at = 0; at < parameters.length; at += 2) {
      all.put(parameters[at], parameters[at + 1]);
    }
    ObjectNode unused = iam.call(action, all);
  }
}
