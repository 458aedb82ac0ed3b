package io.sallyport.entity;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
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
import io.sallyport.user.UserManager;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Users in the store: one document each, which lists the ids of the user's access keys. */
public final class StoredUsers implements UserManager {
  private final AccountId account;
  private final Documents documents;
  private final Table<StoredUser> users;
  private final StoredAccessKeys accessKeys;
  private final RandomIds ids;
  private final Clock clock;

  public StoredUsers(
      AccountId account, Documents documents, KeyRing keys, RandomIds ids, Clock clock) {
    this.account = account;
    this.documents = documents;
    this.users = StoredUser.table(documents, account);
    this.accessKeys = new StoredAccessKeys(documents, keys);
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Principal.User create(UserName name) {
    Principal.User user =
        new Principal.User(
            account, EntityPath.ROOT, name, new UserId(ids.user()), InlinePolicies.NONE);
    StoredUser stored =
        new StoredUser(user, clock.instant().truncatedTo(ChronoUnit.SECONDS), List.of());
    documents.change(
        described(name),
        change -> {
          if (change.get(users, name.folded()).isPresent()) {
            throw ConflictException.alreadyExists("the user", name.value());
          }
          change.put(users, stored, name.folded());
        });
    return user;
  }

  @Override
  public Optional<Principal.User> find(UserName name) {
    return users.get(name.folded()).map(StoredUser::user);
  }

  @Override
  public Principal.User get(UserName name) {
    return find(name).orElseThrow(() -> noSuchUser(name));
  }

  @Override
  public void delete(UserName name) {
    documents.change(
        described(name),
        change -> {
          StoredUser user = existing(name, change);
          if (!user.accessKeys().isEmpty() || !user.user().policies().isEmpty()) {
            throw ConflictException.hasDependents(
                "the user \"" + name + "\" still has access keys or policies: delete them first");
          }
          change.delete(users, name.folded());
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
    documents.change(
        described(name),
        change -> {
          StoredUser user = existing(name, change);
          accessKeys.create(key, user.user(), change);
          List<AccessKeyId> held = new ArrayList<>(user.accessKeys());
          if (held.size() >= MAX_ACCESS_KEYS) {
            throw new LimitExceededException(
                "the user \"" + name + "\" has " + held.size() + " access keys already");
          }
          held.add(key.id());
          change.put(users, user.with(held), name.folded());
        });
  }

  @Override
  public List<AccessKeyId> listAccessKeys(UserName name) {
    return users.get(name.folded()).orElseThrow(() -> noSuchUser(name)).accessKeys();
  }

  @Override
  public void deleteAccessKey(UserName name, AccessKeyId id) {
    documents.change(
        described(name),
        change -> {
          StoredUser user = existing(name, change);
          List<AccessKeyId> held = new ArrayList<>(user.accessKeys());
          if (!held.remove(id)) {
            throw new NoSuchEntityException("the access key", id.value());
          }
          accessKeys.delete(id, change);
          change.put(users, user.with(held), name.folded());
        });
  }

  private void updatePolicies(UserName name, UnaryOperator<InlinePolicies> change) {
    documents.change(
        described(name),
        unit -> {
          StoredUser user = existing(name, unit);
          unit.put(users, user.with(change.apply(user.user().policies())), name.folded());
        });
  }

  private StoredUser existing(UserName name, Change change) {
    return change.get(users, name.folded()).orElseThrow(() -> noSuchUser(name));
  }

  private static String described(UserName name) {
    return "the user \"" + name + "\"";
  }

  private static NoSuchEntityException noSuchUser(UserName name) {
    return new NoSuchEntityException("the user", name.value());
  }
}
