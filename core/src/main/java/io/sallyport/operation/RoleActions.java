package io.sallyport.operation;

import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.wire.PercentEncoding;
import io.sallyport.wire.XmlWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * IAM's actions on roles.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class RoleActions {
  private final Function<Call, RoleManager> roles;

  RoleActions(Function<Call, RoleManager> roles) {
    this.roles = roles;
  }

  Map<String, Action> byName() {
    return Map.of(
        "CreateRole", this::createRole,
        "GetRole", this::getRole,
        "ListRoles", this::listRoles,
        "DeleteRole", this::deleteRole,
        "UpdateAssumeRolePolicy", this::updateAssumeRolePolicy,
        "PutRolePolicy", this::putRolePolicy,
        "GetRolePolicy", this::getRolePolicy,
        "ListRolePolicies", this::listRolePolicies,
        "DeleteRolePolicy", this::deleteRolePolicy);
  }

  private void createRole(Call call, XmlWriter result) {
    Parameters parameters = call.parameters();
    CreateRoleRequest request =
        new CreateRoleRequest(
            roleName(parameters),
            parameters.find("Path").map(EntityPath::new).orElse(EntityPath.ROOT),
            parameters.get("AssumeRolePolicyDocument"),
            parameters.find("Description").orElse(""),
            Duration.ofSeconds(parameters.findInteger("MaxSessionDuration").orElse(3600)));
    write("Role", taken(call).create(request), result);
  }

  private void getRole(Call call, XmlWriter result) {
    RoleName name = roleName(call.parameters());
    write("Role", taken(call).get(name), result);
  }

  private void listRoles(Call call, XmlWriter result) {
    Parameters parameters = call.parameters();
    String prefix = parameters.find("PathPrefix").orElse("/");
    PageRequest page = page(parameters);
    Listing<Role> roleList = taken(call).list(prefix, page);
    result.open("Roles");
    roleList.items().forEach(role -> write("member", role, result));
    result.close("Roles");
    writeEnd(roleList, result);
  }

  private void deleteRole(Call call, XmlWriter result) {
    RoleName name = roleName(call.parameters());
    taken(call).delete(name);
  }

  private void updateAssumeRolePolicy(Call call, XmlWriter result) {
    RoleName name = roleName(call.parameters());
    String document = call.parameters().get("PolicyDocument");
    taken(call).updateTrustPolicy(name, document);
  }

  private void putRolePolicy(Call call, XmlWriter result) {
    RoleName name = roleName(call.parameters());
    PolicyName policy = policyName(call.parameters());
    String document = call.parameters().get("PolicyDocument");
    taken(call).putPolicy(name, policy, document);
  }

  private void getRolePolicy(Call call, XmlWriter result) {
    RoleName name = roleName(call.parameters());
    PolicyName policy = policyName(call.parameters());
    String document = taken(call).getPolicy(name, policy);
    result.element("RoleName", name.value());
    result.element("PolicyName", policy.value());
    // IAM gives policy documents percent-encoded (RFC 3986).
    result.element("PolicyDocument", PercentEncoding.encode(document));
  }

  private void listRolePolicies(Call call, XmlWriter result) {
    RoleName name = roleName(call.parameters());
    PageRequest page = page(call.parameters());
    List<PolicyName> names =
        taken(call).listPolicies(name).stream()
            .filter(policy -> policy.value().compareTo(page.marker()) > 0)
            .toList();
    boolean truncated = names.size() > page.maxItems();
    List<PolicyName> shown = truncated ? names.subList(0, page.maxItems()) : names;
    result.open("PolicyNames");
    shown.forEach(policy -> result.element("member", policy.value()));
    result.close("PolicyNames");
    writeEnd(new Listing<>(shown, truncated ? shown.get(shown.size() - 1).value() : ""), result);
  }

  private void deleteRolePolicy(Call call, XmlWriter result) {
    RoleName name = roleName(call.parameters());
    PolicyName policy = policyName(call.parameters());
    taken(call).deletePolicy(name, policy);
  }

  /** The caller's view of the roles, once every parameter is understood. */
  private RoleManager taken(Call call) {
    call.parameters().refuseUntaken();
    return roles.apply(call);
  }

  private static RoleName roleName(Parameters parameters) {
    return new RoleName(parameters.get("RoleName"));
  }

  private static PolicyName policyName(Parameters parameters) {
    return new PolicyName(parameters.get("PolicyName"));
  }

  private static PageRequest page(Parameters parameters) {
    return new PageRequest(
        parameters.findInteger("MaxItems").orElse(PageRequest.FIRST.maxItems()),
        parameters.find("Marker").orElse(""));
  }

  private static void writeEnd(Listing<?> list, XmlWriter result) {
    result.element("IsTruncated", Boolean.toString(list.isTruncated()));
    if (list.isTruncated()) {
      result.element("Marker", list.marker());
    }
  }

  private static void write(String element, Role role, XmlWriter result) {
    result.open(element);
    result.element("Path", role.path().value());
    result.element("RoleName", role.name().value());
    result.element("RoleId", role.id().value());
    result.element("Arn", role.arn().toString());
    result.element("CreateDate", role.createDate().toString());
    result.element("AssumeRolePolicyDocument", PercentEncoding.encode(role.trustPolicy()));
    if (!role.description().isEmpty()) {
      result.element("Description", role.description());
    }
    result.element("MaxSessionDuration", Long.toString(role.maxSessionDuration().toSeconds()));
    result.close(element);
  }
}
