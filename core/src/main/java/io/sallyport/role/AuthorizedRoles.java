package io.sallyport.role;

import io.sallyport.account.AccountId;
import io.sallyport.arn.Arn;
import io.sallyport.identity.Authority;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import java.util.Optional;
import java.util.Set;

/** Roles as a caller may see and change them: each call asks for its own IAM action first. */
final class AuthorizedRoles implements RoleManager {
  private final AccountId account;
  private final RoleManager roles;
  private final Authority authority;

  AuthorizedRoles(AccountId account, RoleManager roles, Authority authority) {
    this.account = account;
    this.roles = roles;
    this.authority = authority;
  }

  @Override
  public Role create(CreateRoleRequest request) {
    authority.require("iam:CreateRole", Role.arn(account, request.path(), request.name()));
    return roles.create(request);
  }

  @Override
  public Optional<Role> find(RoleName name) {
    return require("iam:GetRole", name);
  }

  @Override
  public Role get(RoleName name) {
    return require("iam:GetRole", name).orElseGet(() -> roles.get(name));
  }

  @Override
  public Listing<Role> list(String pathPrefix, PageRequest page) {
    authority.require(
        "iam:ListRoles", new Arn("aws", "iam", "", account.value(), "role" + pathPrefix));
    return roles.list(pathPrefix, page);
  }

  @Override
  public void delete(RoleName name) {
    require("iam:DeleteRole", name);
    roles.delete(name);
  }

  @Override
  public void updateTrustPolicy(RoleName name, String document) {
    require("iam:UpdateAssumeRolePolicy", name);
    roles.updateTrustPolicy(name, document);
  }

  @Override
  public void putPolicy(RoleName name, PolicyName policy, String document) {
    require("iam:PutRolePolicy", name);
    roles.putPolicy(name, policy, document);
  }

  @Override
  public String getPolicy(RoleName name, PolicyName policy) {
    require("iam:GetRolePolicy", name);
    return roles.getPolicy(name, policy);
  }

  @Override
  public Set<PolicyName> listPolicies(RoleName name) {
    require("iam:ListRolePolicies", name);
    return roles.listPolicies(name);
  }

  @Override
  public void deletePolicy(RoleName name, PolicyName policy) {
    require("iam:DeleteRolePolicy", name);
    roles.deletePolicy(name, policy);
  }

  /** Asked on the role's own ARN; on one without a path if there is no such role. */
  private Optional<Role> require(String action, RoleName name) {
    Optional<Role> role = roles.find(name);
    authority.require(
        action, role.map(Role::arn).orElseGet(() -> Role.arn(account, EntityPath.ROOT, name)));
    return role;
  }
}
