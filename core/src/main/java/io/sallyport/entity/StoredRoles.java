package io.sallyport.entity;

import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.managed.PolicyHolder;
import io.sallyport.policy.PolicyType;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.role.UpdateRoleRequest;
import java.util.List;
import java.util.Optional;

/** Roles in the store, as a caller may see and change them. */
public final class StoredRoles extends StoredEntities<RoleName, Role> implements RoleManager {

  /** The roles of an account, as far as this authority lets. */
  public StoredRoles(AccountId account, Foundation foundation, Authority authority) {
    super(
        PolicyHolder.Kind.ROLE,
        MAX_INLINE_POLICIES,
        account,
        foundation,
        table(foundation.documents(), account),
        authority);
  }

  /** The roles of an account, by their folded names. */
  static Table<Role> table(Documents documents, AccountId account) {
    return documents.table(new RoleCodec(account), "role", account.value());
  }

  @Override
  PolicyHolder holder(Role role) {
    return new PolicyHolder(
        PolicyHolder.Kind.ROLE, role.id().value(), role.name().value(), role.path());
  }

  @Override
  Holdings holdings(Role role) {
    return role.holdings();
  }

  @Override
  Role with(Role role, Holdings holdings) {
    return role.withHoldings(holdings);
  }

  @Override
  public Role create(CreateRoleRequest request) {
    Role role =
        new Role(
            account,
            new RoleId(foundation.ids().role()),
            request.name(),
            request.path(),
            foundation.now(),
            PolicyText.kept(request.trustPolicy(), PolicyType.TRUST),
            Pins.NONE,
            request.description(),
            request.maxSessionDuration(),
            new Holdings(
                InlinePolicies.NONE, List.of(), request.permissionsBoundary(), request.tags()));
    return create(role, (made, change) -> trusting(made, request.trustPolicy(), change));
  }

  @Override
  public Optional<Role> find(RoleName name) {
    return find("iam:GetRole", name);
  }

  @Override
  public Role get(RoleName name) {
    return foundation.pinning().shown(get("iam:GetRole", name));
  }

  @Override
  public Listing<Role> list(String pathPrefix, PageRequest page) {
    Lists.checkPrefix(pathPrefix);
    authority.require(
        "iam:ListRoles",
        IamArn.roles(account, pathPrefix),
        "the roles under \"" + pathPrefix + "\"");
    Listing<Role> found =
        pathPrefix.equals("/")
            ? table.list(page)
            : table.list(page, role -> role.path().value().startsWith(pathPrefix));
    return found.map(foundation.pinning().showing());
  }

  @Override
  public Role update(UpdateRoleRequest request) {
    return update("iam:UpdateRole", request);
  }

  @Override
  public Role updateDescription(RoleName name, String description) {
    return update(
        "iam:UpdateRoleDescription", UpdateRoleRequest.of(name).withDescription(description));
  }

  private Role update(String action, UpdateRoleRequest request) {
    Role updated =
        update(
            action,
            request.name(),
            Facts.NONE,
            (role, change) ->
                role.with(
                    request.description().orElse(role.description()),
                    request.maxSessionDuration().orElse(role.maxSessionDuration())));
    return foundation.pinning().shown(updated);
  }

  @Override
  public void delete(RoleName name) {
    delete(name, (role, change) -> {});
  }

  @Override
  public void updateTrustPolicy(RoleName name, String text) {
    Role unused =
        update(
            "iam:UpdateAssumeRolePolicy",
            name,
            Facts.NONE,
            (role, change) -> trusting(role, text, change));
  }

  @Override
  public Listing<String> listInstanceProfiles(RoleName name, PageRequest page) {
    Role unused = get("iam:ListInstanceProfilesForRole", name);
    return new Listing<>(List.of(), "");
  }

  private Role trusting(Role role, String text, Change change) {
    PolicyText trust = PolicyText.submitted(text, PolicyType.TRUST, MAX_TRUST_POLICY);
    return role.withTrustPolicy(trust, foundation.pinning().pins(trust, change));
  }
}
