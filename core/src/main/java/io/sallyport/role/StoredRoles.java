package io.sallyport.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.account.AccountId;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.error.ConflictException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.policy.PolicyType;
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
 * Roles in the store. A role is one document at (role, account, path, name), so that a path prefix
 * is a range of keys; (role-name, account, folded name) says where it is.
 */
final class StoredRoles implements RoleManager {
  private final AccountId account;
  private final Documents documents;
  private final RandomIds ids;
  private final Clock clock;

  StoredRoles(AccountId account, Documents documents, RandomIds ids, Clock clock) {
    this.account = account;
    this.documents = documents;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Role create(CreateRoleRequest request) {
    validateTrustPolicy(request.trustPolicy());
    Role role =
        new Role(
            account,
            new RoleId(ids.role()),
            request.name(),
            request.path(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            request.trustPolicy(),
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
    return documents
        .get(nameKey(name), this::place)
        .flatMap(place -> documents.get(place, document -> RoleDocument.read(account, document)));
  }

  @Override
  public Role get(RoleName name) {
    return find(name).orElseThrow(() -> noSuchRole(name));
  }

  @Override
  public Listing<Role> list(String pathPrefix, PageRequest request) {
    if (!pathPrefix.startsWith("/")) {
      throw new InvalidInputException("PathPrefix", pathPrefix, "a text that begins with \"/\"");
    }
    KeyRange range = KeyRange.startingWith(pathPrefix, "role", account.value());
    Page page = documents.list(from(range, request.marker()), request.maxItems());
    List<Role> roles =
        page.entries().stream()
            .map(entry -> RoleDocument.read(account, Document.of(entry)))
            .toList();
    return new Listing<>(
        roles, page.complete() ? "" : marker(page.entries().get(page.entries().size() - 1).key()));
  }

  @Override
  public void delete(RoleName name) {
    Documents.untilCommitted("the role \"" + name + "\"", () -> tryDelete(name));
  }

  private boolean tryDelete(RoleName name) {
    Document place = documents.read(nameKey(name)).orElseThrow(() -> noSuchRole(name));
    Optional<Document> document = documents.read(place(place));
    if (document.isEmpty()) {
      return false; // Deleted between the two reads.
    }
    if (!RoleDocument.read(account, document.get()).policies().isEmpty()) {
      throw ConflictException.hasDependents(
          "the role \"" + name + "\" still has policies: delete them first");
    }
    return documents.commit(
        new Write.Delete(document.get().entry().key(), document.get().entry().revision()),
        new Write.Delete(place.entry().key(), place.entry().revision()));
  }

  @Override
  public void updateTrustPolicy(RoleName name, String text) {
    validateTrustPolicy(text);
    update(
        name,
        role ->
            new Role(
                role.account(),
                role.id(),
                role.name(),
                role.path(),
                role.createDate(),
                text,
                role.description(),
                role.maxSessionDuration(),
                role.policies()));
  }

  @Override
  public void putPolicy(RoleName name, PolicyName policy, String text) {
    update(name, role -> with(role, role.policies().with(policy, text, MAX_INLINE_POLICIES)));
  }

  @Override
  public String getPolicy(RoleName name, PolicyName policy) {
    return get(name).policies().get(policy);
  }

  @Override
  public Set<PolicyName> listPolicies(RoleName name) {
    return get(name).policies().texts().keySet();
  }

  @Override
  public void deletePolicy(RoleName name, PolicyName policy) {
    update(name, role -> with(role, role.policies().without(policy)));
  }

  private void update(RoleName name, UnaryOperator<Role> change) {
    Documents.untilCommitted(
        "the role \"" + name + "\"",
        () -> {
          Document document = document(name).orElseThrow(() -> noSuchRole(name));
          ObjectNode json = changed(document.json());
          RoleDocument.write(change.apply(RoleDocument.read(account, document)), json);
          return documents.commit(
              new Write.Replace(
                  document.entry().key(), Document.bytes(json), document.entry().revision()));
        });
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

  private static void validateTrustPolicy(String text) {
    if (InlinePolicies.length(text) > MAX_TRUST_POLICY) {
      throw new LimitExceededException(
          "the trust policy has more than " + MAX_TRUST_POLICY + " characters");
    }
    InlinePolicies.validate(text, PolicyType.TRUST);
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

  private static NoSuchEntityException noSuchRole(RoleName name) {
    return new NoSuchEntityException("the role", name.value());
  }
}
