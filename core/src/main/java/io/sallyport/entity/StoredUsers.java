package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.error.ConflictException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.principal.Principal;
import io.sallyport.storage.Write;
import io.sallyport.user.UserManager;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Users in the store: one document each, which lists the ids of the user's access keys. */
public final class StoredUsers implements UserManager {
  private final AccountId account;
  private final Documents documents;
  private final StoredAccessKeys accessKeys;
  private final RandomIds ids;
  private final Clock clock;

  public StoredUsers(
      AccountId account, Documents documents, KeyRing keys, RandomIds ids, Clock clock) {
    this.account = account;
    this.documents = documents;
    this.accessKeys = new StoredAccessKeys(documents, keys);
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Principal.User create(UserName name) {
    Principal.User user =
        new Principal.User(
            account, EntityPath.ROOT, name, new UserId(ids.user()), InlinePolicies.NONE);
    ObjectNode json =
        changed(Document.create())
            .put("id", user.id().value())
            .put("name", name.value())
            .put("path", user.path().value())
            .put("createDate", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    UserDocument.writePolicies(user.policies(), json);
    UserDocument.writeAccessKeys(List.of(), json);
    Write create = new Write.Create(UserDocument.key(account, name.folded()), Document.bytes(json));
    if (!documents.commit(create)) {
      throw ConflictException.alreadyExists("the user", name.value());
    }
    return user;
  }

  @Override
  public Optional<Principal.User> find(UserName name) {
    return documents.get(UserDocument.key(account, name.folded()), document -> user(document));
  }

  @Override
  public Principal.User get(UserName name) {
    return find(name).orElseThrow(() -> noSuchUser(name));
  }

  @Override
  public void delete(UserName name) {
    untilCommitted(
        name,
        document -> {
          if (!accessKeyIds(document).isEmpty() || !user(document).policies().isEmpty()) {
            throw ConflictException.hasDependents(
                "the user \"" + name + "\" still has access keys or policies: delete them first");
          }
          return documents.commit(
              new Write.Delete(document.entry().key(), document.entry().revision()));
        });
  }

  @Override
  public void putPolicy(UserName name, PolicyName policy, String text) {
    updatePolicies(name, policies -> policies.with(policy, text, MAX_INLINE_POLICIES));
  }

  @Override
  public void deletePolicy(UserName name, PolicyName policy) {
    updatePolicies(name, policies -> policies.without(policy));
  }

  @Override
  public AccessKey createAccessKey(UserName name) {
    AccessKey key =
        new AccessKey(new AccessKeyId(ids.longTermAccessKey()), SecretKey.of(ids.secretKey()));
    importAccessKey(name, key);
    return key;
  }

  @Override
  public void importAccessKey(UserName name, AccessKey key) {
    untilCommitted(
        name,
        document -> {
          if (documents.read(StoredAccessKeys.key(key.id())).isPresent()) {
            throw ConflictException.alreadyExists("the access key", key.id().value());
          }
          List<String> keys = new ArrayList<>(accessKeyIds(document));
          if (keys.size() >= MAX_ACCESS_KEYS) {
            throw new LimitExceededException(
                "the user \"" + name + "\" has " + keys.size() + " access keys already");
          }
          keys.add(key.id().value());
          ObjectNode made = changed(accessKeys.create(key, user(document), name));
          return documents.commit(
              new Write.Create(StoredAccessKeys.key(key.id()), Document.bytes(made)),
              replaceAccessKeys(document, keys));
        });
  }

  @Override
  public List<AccessKeyId> listAccessKeys(UserName name) {
    return accessKeyIds(existing(name)).stream().map(AccessKeyId::new).toList();
  }

  @Override
  public void deleteAccessKey(UserName name, AccessKeyId id) {
    untilCommitted(
        name,
        document -> {
          List<String> keys = new ArrayList<>(accessKeyIds(document));
          Optional<Document> key = documents.read(StoredAccessKeys.key(id));
          if (!keys.remove(id.value()) || key.isEmpty()) {
            throw new NoSuchEntityException("the access key", id.value());
          }
          return documents.commit(
              new Write.Delete(key.get().entry().key(), key.get().entry().revision()),
              replaceAccessKeys(document, keys));
        });
  }

  private void updatePolicies(UserName name, UnaryOperator<InlinePolicies> change) {
    untilCommitted(
        name,
        document -> {
          ObjectNode json = changed(document.json());
          UserDocument.writePolicies(change.apply(user(document).policies()), json);
          return documents.commit(replace(document, json));
        });
  }

  private Write replaceAccessKeys(Document document, List<String> keys) {
    ObjectNode json = changed(document.json());
    UserDocument.writeAccessKeys(keys, json);
    return replace(document, json);
  }

  private static Write replace(Document document, ObjectNode json) {
    return new Write.Replace(
        document.entry().key(), Document.bytes(json), document.entry().revision());
  }

  private void untilCommitted(UserName name, Predicate<Document> attempt) {
    Documents.untilCommitted("the user \"" + name + "\"", () -> attempt.test(existing(name)));
  }

  private Principal.User user(Document document) {
    return document.read(found -> UserDocument.read(account, found));
  }

  private static List<String> accessKeyIds(Document document) {
    return document.read(UserDocument::accessKeys);
  }

  private Document existing(UserName name) {
    return documents
        .read(UserDocument.key(account, name.folded()))
        .orElseThrow(() -> noSuchUser(name));
  }

  private static NoSuchEntityException noSuchUser(UserName name) {
    return new NoSuchEntityException("the user", name.value());
  }

  /** Marks a document as this change's, so that an unknown outcome can be learnt. */
  private ObjectNode changed(ObjectNode json) {
    return json.put("change", ids.unique());
  }
}
