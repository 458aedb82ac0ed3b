package io.sallyport.entity;

import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.AdminCaps.Right;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What administrative capabilities allow, as a policy: the IAM actions that do the same. */
final class CapsPolicy {
  private static final Map<String, Map<Right, List<String>>> ACTIONS =
      Map.of(
          "roles",
          Map.of(
              Right.READ,
              List.of(
                  "GetRole",
                  "GetRolePolicy",
                  "ListAttachedRolePolicies",
                  "ListInstanceProfilesForRole",
                  "ListRolePolicies",
                  "ListRoles",
                  "ListRoleTags"),
              Right.WRITE,
              List.of(
                  "AttachRolePolicy",
                  "CreateRole",
                  "DeleteRole",
                  "DeleteRolePolicy",
                  "DetachRolePolicy",
                  "PutRolePolicy",
                  "TagRole",
                  "UntagRole",
                  "UpdateAssumeRolePolicy",
                  "UpdateRole",
                  "UpdateRoleDescription")),
          "user-policy",
          Map.of(
              Right.READ,
              List.of("GetUserPolicy", "ListAttachedUserPolicies", "ListUserPolicies"),
              Right.WRITE,
              List.of("AttachUserPolicy", "DeleteUserPolicy", "DetachUserPolicy", "PutUserPolicy")),
          "oidc-provider",
          Map.of(
              Right.READ,
              List.of(
                  "GetOpenIDConnectProvider",
                  "ListOpenIDConnectProviders",
                  "ListOpenIDConnectProviderTags"),
              Right.WRITE,
              List.of(
                  "AddClientIDToOpenIDConnectProvider",
                  "CreateOpenIDConnectProvider",
                  "DeleteOpenIDConnectProvider",
                  "RemoveClientIDFromOpenIDConnectProvider",
                  "TagOpenIDConnectProvider",
                  "UntagOpenIDConnectProvider",
                  "UpdateOpenIDConnectProviderThumbprint")),
          "users",
          Map.of(
              Right.READ,
              List.of(
                  "GetAccessKeyLastUsed",
                  "GetUser",
                  "ListAccessKeys",
                  "ListGroupsForUser",
                  "ListUsers",
                  "ListUserTags"),
              Right.WRITE,
              List.of(
                  "CreateAccessKey",
                  "CreateUser",
                  "DeleteAccessKey",
                  "DeleteUser",
                  "TagUser",
                  "UntagUser",
                  "UpdateAccessKey",
                  "UpdateUser")),
          "metadata",
          Map.of(
              Right.READ,
              List.of("GetAccountSummary", "GetRole", "GetUser", "ListRoles", "ListUsers"),
              Right.WRITE,
              List.of()));

  private CapsPolicy() {}

  private static List<String> actions(String cap, Right right) {
    return ACTIONS.getOrDefault(cap, Map.of()).getOrDefault(right, List.of());
  }

  /** The policy of these, if they allow anything. */
  static List<NamedPolicy> of(AdminCaps caps) {
    if (caps.rights().isEmpty()) {
      return List.of();
    }
    String actions =
        caps.rights().entrySet().stream()
            .flatMap(
                cap ->
                    cap.getValue().stream().flatMap(right -> actions(cap.getKey(), right).stream()))
            .distinct()
            .sorted()
            .map(action -> "\"iam:" + action + "\"")
            .collect(Collectors.joining(","));
    if (actions.isEmpty()) {
      return List.of();
    }
    String text =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":["
            + actions
            + "],\"Resource\":\"*\"}}";
    return List.of(new NamedPolicy("admin caps", PolicyText.kept(text, PolicyType.IDENTITY)));
  }
}
