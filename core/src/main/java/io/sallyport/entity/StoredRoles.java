package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.arn.Arn;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
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
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Write;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Roles in the store, as a caller may see and change them. Each call asks for its own IAM action,
 * on the role that it read and no other: a change is made only to the very document that was asked
 * on.
 *
 * <p>A role is one document at (role, account, path, name), so that a path prefix is a range of
 * keys; (role-name, account, folded name) says where it is.
 */
public final class StoredRoles implements RoleManager {
  private final AccountId account;
  private final Documents documents;
  private final RandomIds ids;
  private final Clock clock;
  private final Authority authority;

  public StoredRoles(
      AccountId account, Documents documents, RandomIds ids, Clock clock, Authority authority) {
    this.account = account;
    this.documents = documents;
    this.ids = ids;
    this.clock = clock;
    this.authority = authority;
  }

  @Override
  public Role create(CreateRoleRequest request) {
    authority.require(
        "iam:CreateRole",
        IamArn.role(account, request.path(), request.name()),
        described(request.name()));
    PolicyText trustPolicy = trustPolicy(request.trustPolicy());
    Role role =
        new Role(
            account,
            new RoleId(ids.role()),
            request.name(),
            request.path(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            trustPolicy,
            request.description(),
            request.maxSessionDuration(),
            InlinePolicies.NONE);
    ObjectNode json = changed(Document.create());
    RoleDocument.write(role, json);
    ObjectNode place = changed(Document.create());
    place.put("path", role.path().value()).put("name", role.name().value());
    boolean created =
        documents.commit(
            new Write.Create(nameKey(role.name()), Document.bytes(place)),
            new Write.Create(key(role.path().value(), role.name().value()), Document.bytes(json)));
    if (!created) {
      throw ConflictException.alreadyExists("the role", role.name().value());
    }
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
    Optional<Role> role =
        documents
            .get(nameKey(name), this::place)
            .flatMap(
                place -> documents.get(place, document -> RoleDocument.read(account, document)));
    requireOn(action, name, role);
    return role;
  }

  @Override
  public Listing<Role> list(String pathPrefix, PageRequest request) {
    if (!pathPrefix.startsWith("/")) {
      throw new InvalidInputException("PathPrefix", pathPrefix, "a text that begins with \"/\"");
    }
    authority.require(
        "iam:ListRoles",
        IamArn.roles(account, pathPrefix),
        "the roles under \"" + pathPrefix + "\"");
    KeyRange range = KeyRange.startingWith(pathPrefix, "role", account.value());
    Page page = documents.list(from(range, request.marker()), request.maxItems());
    List<Role> roles = page.entries().stream().map(entry -> role(Document.of(entry))).toList();
    return new Listing<>(
        roles, page.complete() ? "" : marker(page.entries().get(page.entries().size() - 1).key()));
  }

  @Override
  public void delete(RoleName name) {
    Documents.untilCommitted(described(name), () -> tryDelete(name));
  }

  private boolean tryDelete(RoleName name) {
    Optional<Document> place = documents.read(nameKey(name));
    Optional<Document> document = place.flatMap(found -> documents.read(place(found)));
    if (place.isPresent() && document.isEmpty()) {
      return false; // Deleted between the two reads.
    }
    Optional<Role> role = document.map(this::role);
    requireOn("iam:DeleteRole", name, role);
    if (!role.orElseThrow(() -> noSuchRole(name)).policies().isEmpty()) {
      throw ConflictException.hasDependents(
          "the role \"" + name + "\" still has policies: delete them first");
    }
    Entry first = document.orElseThrow().entry();
    Entry second = place.orElseThrow().entry();
    return documents.commit(
        new Write.Delete(first.key(), first.revision()),
        new Write.Delete(second.key(), second.revision()));
  }

  @Override
  public void updateTrustPolicy(RoleName name, String text) {
    update(
        "iam:UpdateAssumeRolePolicy",
        name,
        role -> {
          return new Role(
              role.account(),
              role.id(),
              role.name(),
              role.path(),
              role.createDate(),
              trustPolicy(text),
              role.description(),
              role.maxSessionDuration(),
              role.policies());
        });
  }

  @Override
  public void putPolicy(RoleName name, PolicyName policy, String text) {
    update(
        "iam:PutRolePolicy",
        name,
        role -> with(role, role.policies().with(policy, text, MAX_INLINE_POLICIES)));
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
    update("iam:DeleteRolePolicy", name, role -> with(role, role.policies().without(policy)));
  }

  private void update(String action, RoleName name, UnaryOperator<Role> change) {
    Documents.untilCommitted(
        described(name),
        () -> {
          Optional<Document> document = document(name);
          Optional<Role> role = document.map(this::role);
          requireOn(action, name, role);
          Role changed = change.apply(role.orElseThrow(() -> noSuchRole(name)));
          Entry entry = document.orElseThrow().entry();
          ObjectNode json = changed(document.orElseThrow().json());
          RoleDocument.write(changed, json);
          return documents.commit(
              new Write.Replace(entry.key(), Document.bytes(json), entry.revision()));
        });
  }

  /** Asked on the role's own ARN; on one without a path if there is no such role. */
  private void requireOn(String action, RoleName name, Optional<Role> role) {
    Arn arn = role.map(Role::arn).orElseGet(() -> IamArn.role(account, EntityPath.ROOT, name));
    authority.require(action, arn, described(name));
  }

  private Role role(Document document) {
    return document.read(found -> RoleDocument.read(account, found));
  }

  private Optional<Document> document(RoleName name) {
    return documents.read(nameKey(name)).flatMap(place -> documents.read(place(place)));
  }

  /** Marks a document as this change's, so that an unknown outcome can be learnt. */
  private ObjectNode changed(ObjectNode json) {
    return json.put("change", ids.unique());
  }

  private static Role with(Role role, InlinePolicies policies) {
    return new Role(
        role.account(),
        role.id(),
        role.name(),
        role.path(),
        role.createDate(),
        role.trustPolicy(),
        role.description(),
        role.maxSessionDuration(),
        policies);
  }

  private static PolicyText trustPolicy(String text) {
    return PolicyText.submitted(text, PolicyType.TRUST, MAX_TRUST_POLICY);
  }

  private static KeyRange from(KeyRange range, String marker) {
    if (marker.isEmpty()) {
      return range;
    }
    try {
      Key last = Key.decode(Base64.getUrlDecoder().decode(marker));
      if (range.contains(last)) {
        return range.after(last);
      }
    } catch (IllegalArgumentException e) {
      // Refused below, with the value.
    }
    throw new InvalidInputException("Marker", marker, "one that the page before gave");
  }

  private static String marker(Key last) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(last.encoded());
  }

  /** Where the document of a name says that the role is. */
  private Key place(Document document) {
    return key(document.text("path"), document.text("name"));
  }

  private Key key(String path, String name) {
    return Key.of("role", account.value(), path, name);
  }

  private Key nameKey(RoleName name) {
    return Key.of("role-name", account.value(), name.folded());
  }

  private static String described(RoleName name) {
    return "the role \"" + name + "\"";
  }

  private static NoSuchEntityException noSuchRole(RoleName name) {
    return new NoSuchEntityException("the role", name.value());
  }
}
