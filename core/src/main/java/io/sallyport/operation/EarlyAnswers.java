package io.sallyport.operation;

import io.sallyport.identity.Listing;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.Tag;
import io.sallyport.role.Role;
import io.sallyport.wire.XmlWriter;
import java.util.Optional;

/**
 * The answers of the calls on roles as Ceph's first documentation shows them: other elements, no
 * namespace, documents as they are. It shows one role of a list, and no page that isn't the last:
 * several roles, or none, stand in {@code Roles}, and what tells of a next page at the end.
 */
final class EarlyAnswers {
  private EarlyAnswers() {}

  /** The answer of an operation that the documentation shows one of. */
  static Optional<XmlWriter> of(String operation, Object output, String requestId) {
    XmlWriter answer = new XmlWriter();
    switch (operation) {
      case "CreateRole", "GetRole" -> writeRole((Role) output, answer);
      case "ListRoles" -> writeRoles((Listing<?>) output, answer);
      case "ListRolePolicies" -> writeNames((Listing<?>) output, answer);
      case "GetRolePolicy" -> writeDocument((EntityRows.Document<?>) output, answer);
      case "ListRoleTags" -> writeTags((Listing<?>) output, requestId, answer);
      case "TagRole", "UntagRole" -> {
        answer.open(operation + "Response");
        Shapes.metadata(requestId, answer);
        answer.close(operation + "Response");
      }
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(answer);
  }

  private static void writeRole(Role role, XmlWriter answer) {
    answer.open("role");
    answer.element("id", role.id().value());
    answer.element("name", role.name().value());
    answer.element("path", role.path().value());
    answer.element("arn", role.arn().toString());
    answer.element("create_date", role.createDate().toString());
    answer.element("max_session_duration", Long.toString(role.maxSessionDuration().toSeconds()));
    answer.element("assume_role_policy_document", role.trustPolicy().text());
    answer.close("role");
  }

  private static void writeRoles(Listing<?> roles, XmlWriter answer) {
    boolean isAsShown = roles.items().size() == 1 && !roles.isTruncated();
    if (!isAsShown) {
      answer.open("Roles");
    }
    roles.items().forEach(role -> writeRole((Role) role, answer));
    if (!isAsShown) {
      writeNext(roles, answer);
      answer.close("Roles");
    }
  }

  private static void writeNames(Listing<?> names, XmlWriter answer) {
    answer.open("PolicyNames");
    names.items().forEach(name -> answer.element("member", ((PolicyName) name).value()));
    writeNext(names, answer);
    answer.close("PolicyNames");
  }

  private static void writeDocument(EntityRows.Document<?> document, XmlWriter answer) {
    answer.open("GetRolePolicyResult");
    answer.element("PolicyName", document.policy().value());
    answer.element("RoleName", document.name().toString());
    answer.element("Permission_policy", document.text());
    answer.close("GetRolePolicyResult");
  }

  private static void writeTags(Listing<?> tags, String requestId, XmlWriter answer) {
    answer.open("ListRoleTagsResponse").open("ListRoleTagsResult");
    Shapes.tags(tags.items().stream().map(Tag.class::cast).toList(), answer);
    writeNext(tags, answer);
    answer.close("ListRoleTagsResult");
    Shapes.metadata(requestId, answer);
    answer.close("ListRoleTagsResponse");
  }

  private static void writeNext(Listing<?> list, XmlWriter answer) {
    if (list.isTruncated()) {
      Shapes.end(list, answer);
    }
  }
}
