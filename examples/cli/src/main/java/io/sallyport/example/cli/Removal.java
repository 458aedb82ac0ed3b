package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Deletes a user with its keys, policies and memberships, as radosgw-admin does. */
final class Removal {
  private final String user;
  private final Iam iam;

  private Removal(String user, Iam iam) {
    this.user = user;
    this.iam = iam;
  }

  static void of(String user, Iam iam) {
    Removal removal = new Removal(user, iam);
    removal.each(
        "ListAccessKeys", "/AccessKeyMetadata", "/AccessKeyId", "DeleteAccessKey", "AccessKeyId");
    removal.each("ListUserPolicies", "/PolicyNames", "", "DeleteUserPolicy", "PolicyName");
    removal.each(
        "ListAttachedUserPolicies",
        "/AttachedPolicies",
        "/PolicyArn",
        "DetachUserPolicy",
        "PolicyArn");
    removal.each("ListGroupsForUser", "/Groups", "/GroupName", "RemoveUserFromGroup", "GroupName");
    ObjectNode unused = iam.call("DeleteUser", Users.UID.parameter(), user);
  }

  private void each(String list, String members, String id, String action, String parameter) {
    for (JsonNode member : iam.call(list, Users.UID.parameter(), user).at(members)) {
      ObjectNode unused =
          iam.call(action, Map.of(Users.UID.parameter(), user, parameter, member.at(id).asText()));
    }
  }
}
