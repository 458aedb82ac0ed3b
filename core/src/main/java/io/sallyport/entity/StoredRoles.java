package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.ConflictException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.PolicyType;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Roles in the store, as a caller may see and change them. Each call asks for its own IAM action,
 * on the role that it read and no other: a change is made only to the very document that was asked
 * on.
 *
 * <p>A role is one document at (role, account, path, name), so that a path prefix is a range of
 * keys; (role-name, account, folded name) says where it is.
 */
public final class StoredRoles implements RoleManager {
  private static final Pattern PATH_PREFIX = Pattern.compile("/[!-~]{0,511}");

  private final AccountId account;
  private final Documents documents;
  private final Table<Role> roles;
  private final Table<RolePlace> places;
  private final RandomIds ids;
  private final Clock clock;
  private final Authority authority;

  public StoredRoles(
      AccountId account, Documents documents, RandomIds ids, Clock clock, Authority authority) {
    this.account = account;
    this.documents = documents;
    this.roles = documents.table(new RoleCodec(account), "role", account.value());
    this.places = documents.table(RolePlace.CODEC, "role-name", account.value());
    this.ids = ids;
    this.clock = clock;
    this.authority = authority;
  }

  @Override
  public Role create(CreateRoleRequest request) {
    RoleName name = request.name();
    Arn arn = IamArn.role(account, request.path(), name);
    authority.require("iam:CreateRole", arn, described(name));
    Role role =
        new Role(
            account,
            new RoleId(ids.role()),
            name,
            request.path(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            trustPolicy(request.trustPolicy()),
            request.description(),
            request.maxSessionDuration(),
            InlinePolicies.NONE);
    RolePlace place = RolePlace.of(role);
    documents.change(
        described(name),
        change -> {
          if (change.get(places, name.folded()).isPresent()) {
            throw ConflictException.alreadyExists("the role", name.value());
          }
          change.put(places, place, name.folded());
          change.put(roles, role, place.segments());
        });
    return role;
  }

  @Override
  public Optional<Role> find(RoleName name) {
    return find("iam:GetRole", name);
  }

  @Override
  public Role get(RoleName name) {
    return get("iam:GetRole", name);
  }

  private Role get(String action, RoleName name) {
    return find(action, name).orElseThrow(() -> noSuchRole(name));
  }

  private Optional<Role> find(String action, RoleName name) {
    Optional<Role> role = places.get(name.folded()).flatMap(place -> roles.get(place.segments()));
    requireOn(action, name, role);
    return role;
  }

  @Override
  public Listing<Role> list(String pathPrefix, PageRequest page) {
    if (!PATH_PREFIX.matcher(pathPrefix).matches()) {
      throw new InvalidInputException(
          "PathPrefix", pathPrefix, "up to 512 printable ASCII characters from \"/\" on");
    }
    authority.require(
        "iam:ListRoles",
        IamArn.roles(account, pathPrefix),
        "the roles under \"" + pathPrefix + "\"");
    return roles.listStartingWith(pathPrefix, page);
  }

  @Override
  public void delete(RoleName name) {
    documents.change(
        described(name),
        change -> {
          Role role = existing("iam:DeleteRole", name, change);
          if (!role.policies().isEmpty()) {
            throw ConflictException.hasDependents(
                "the role \"" + name + "\" still has policies: delete them first");
          }
          change.delete(roles, RolePlace.of(role).segments());
          change.delete(places, name.folded());
        });
  }

  @Override
  public void updateTrustPolicy(RoleName name, String text) {
    update("iam:UpdateAssumeRolePolicy", name, role -> role.withTrustPolicy(trustPolicy(text)));
  }

  @Override
  public void putPolicy(RoleName name, PolicyName policy, String text) {
    update(
        "iam:PutRolePolicy",
        name,
        role -> role.withPolicies(role.policies().with(policy, text, MAX_INLINE_POLICIES)));
  }

  @Override
  public String getPolicy(RoleName name, PolicyName policy) {
    return get("iam:GetRolePolicy", name).policies().get(policy).text();
  }

  @Override
  public Set<PolicyName> listPolicies(RoleName name) {
    return get("iam:ListRolePolicies", name).policies().texts().keySet();
  }

  @Override
  public void deletePolicy(RoleName name, PolicyName policy) {
    update(
        "iam:DeleteRolePolicy", name, role -> role.withPolicies(role.policies().without(policy)));
  }

  private void update(String action, RoleName name, UnaryOperator<Role> work) {
    documents.change(
        described(name),
        change -> {
          Role role = existing(action, name, change);
          change.put(roles, work.apply(role), RolePlace.of(role).segments());
        });
  }

  /** The role that is to be changed, once it is known that the caller may do that to it. */
  private Role existing(String action, RoleName name, Change change) {
    Optional<Role> role =
        change.get(places, name.folded()).flatMap(place -> change.get(roles, place.segments()));
    requireOn(action, name, role);
    return role.orElseThrow(() -> noSuchRole(name));
  }

  /** Asked on the role's own ARN; on one without a path if there is no such role. */
  private void requireOn(String action, RoleName name, Optional<Role> role) {
    Arn arn = role.map(Role::arn).orElseGet(() -> IamArn.role(account, EntityPath.ROOT, name));
    authority.require(action, arn, described(name));
  }

  private static PolicyText trustPolicy(String text) {
    return PolicyText.submitted(text, PolicyType.TRUST, MAX_TRUST_POLICY);
  }

  private static String described(RoleName name) {
    return "the role \"" + name + "\"";
  }

  private static NoSuchEntityException noSuchRole(RoleName name) {
    return new NoSuchEntityException("the role", name.value());
  }
}
