package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyMetadata;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.credential.SecretKey;
import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.ConflictException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.user.CreateUserRequest;
import io.sallyport.user.User;
import io.sallyport.user.UserManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Users in the store, as a caller may see and change them: one document each, which lists what
 * hangs on the user. Each call asks for its own IAM action, on the user that it read.
 */
public final class StoredUsers implements UserManager {
  private final AccountId account;
  private final Documents documents;
  private final Table<StoredUser> users;
  private final StoredAccessKeys accessKeys;
  private final RandomIds ids;
  private final Clock clock;
  private final Authority authority;

  public StoredUsers(
      AccountId account,
      Documents documents,
      KeyRing keys,
      RandomIds ids,
      Clock clock,
      Authority authority) {
    this.account = account;
    this.documents = documents;
    this.users = StoredUser.table(documents, account);
    this.accessKeys = new StoredAccessKeys(documents, keys);
    this.ids = ids;
    this.clock = clock;
    this.authority = authority;
  }

  @Override
  public User create(CreateUserRequest request) {
    UserName name = request.name();
    User user = new User(account, new UserId(ids.user()), name, request.path(), now());
    authority.require("iam:CreateUser", user.arn(), described(name));
    documents.change(
        described(name),
        change -> {
          refuseTaken(name, change);
          change.put(users, StoredUser.of(user), name.folded());
        });
    return user;
  }

  @Override
  public Optional<User> find(UserName name) {
    return find("iam:GetUser", name).map(StoredUser::user);
  }

  @Override
  public User get(UserName name) {
    return get("iam:GetUser", name).user();
  }

  @Override
  public Listing<User> list(String pathPrefix, PageRequest page) {
    Lists.checkPrefix(pathPrefix);
    authority.require(
        "iam:ListUsers",
        IamArn.users(account, pathPrefix),
        "the users under \"" + pathPrefix + "\"");
    Listing<StoredUser> found =
        users.list(page, user -> user.user().path().value().startsWith(pathPrefix));
    return new Listing<>(found.items().stream().map(StoredUser::user).toList(), found.marker());
  }

  @Override
  public User update(UserName name, Renaming<UserName> renaming) {
    return documents.changeAndAnswer(
        described(name),
        change -> {
          StoredUser old = existing("iam:UpdateUser", name, change);
          User user = old.user();
          UserName newName = renaming.name().orElse(user.name());
          User renamed = user.with(newName, renaming.path().orElse(user.path()));
          authority.require("iam:UpdateUser", renamed.arn(), described(newName));
          move(old, old.with(renamed), change);
          return renamed;
        });
  }

  private void move(StoredUser old, StoredUser renamed, Change change) {
    UserName from = old.user().name();
    UserName to = renamed.user().name();
    if (!from.folded().equals(to.folded())) {
      refuseTaken(to, change);
      change.delete(users, from.folded());
      accessKeys.rename(KeyOwner.of(renamed.user()), old.accessKeys(), change);
    }
    change.put(users, renamed, to.folded());
  }

  @Override
  public void delete(UserName name) {
    documents.change(
        described(name),
        change -> {
          if (!existing("iam:DeleteUser", name, change).isBare()) {
            throw ConflictException.hasDependents(
                described(name)
                    + " still has access keys, policies or groups: delete or leave them first");
          }
          change.delete(users, name.folded());
        });
  }

  @Override
  public void putPolicy(UserName name, PolicyName policy, String text) {
    update(
        "iam:PutUserPolicy",
        name,
        user -> user.with(user.policies().with(policy, text, MAX_INLINE_POLICIES)));
  }

  @Override
  public String getPolicy(UserName name, PolicyName policy) {
    return get("iam:GetUserPolicy", name).policies().get(policy).text();
  }

  @Override
  public Listing<PolicyName> listPolicies(UserName name, PageRequest page) {
    return Listing.of(
        get("iam:ListUserPolicies", name).policies().texts().keySet(), PolicyName::value, page);
  }

  @Override
  public void deletePolicy(UserName name, PolicyName policy) {
    update("iam:DeleteUserPolicy", name, user -> user.with(user.policies().without(policy)));
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
    change(
        "iam:CreateAccessKey",
        name,
        (user, change) ->
            user.withAccessKeys(
                accessKeys.create(
                    key, now(), KeyOwner.of(user.user()), user.accessKeys(), change)));
  }

  @Override
  public List<AccessKeyMetadata> listAccessKeys(UserName name) {
    return accessKeys.list(get("iam:ListAccessKeys", name).accessKeys());
  }

  @Override
  public void updateAccessKey(UserName name, AccessKeyId id, AccessKeyStatus status) {
    change(
        "iam:UpdateAccessKey",
        name,
        (user, change) -> {
          accessKeys.update(id, status, user.accessKeys(), change);
          return user;
        });
  }

  @Override
  public void deleteAccessKey(UserName name, AccessKeyId id) {
    change(
        "iam:DeleteAccessKey",
        name,
        (user, change) -> user.withAccessKeys(accessKeys.delete(id, user.accessKeys(), change)));
  }

  private void update(String action, UserName name, UnaryOperator<StoredUser> work) {
    change(action, name, (user, change) -> work.apply(user));
  }

  private void change(
      String action, UserName name, BiFunction<StoredUser, Change, StoredUser> work) {
    documents.change(
        described(name),
        change -> {
          StoredUser user = existing(action, name, change);
          change.put(users, work.apply(user, change), name.folded());
        });
  }

  private StoredUser get(String action, UserName name) {
    return find(action, name).orElseThrow(() -> noSuchUser(name));
  }

  private Optional<StoredUser> find(String action, UserName name) {
    Optional<StoredUser> user = users.get(name.folded());
    requireOn(action, name, user);
    return user;
  }

  /** The user that is to be changed, once it is known that the caller may do that to it. */
  private StoredUser existing(String action, UserName name, Change change) {
    Optional<StoredUser> user = change.get(users, name.folded());
    requireOn(action, name, user);
    return user.orElseThrow(() -> noSuchUser(name));
  }

  /** Asked on the user's own ARN; on one without a path if there is no such user. */
  private void requireOn(String action, UserName name, Optional<StoredUser> user) {
    Arn arn =
        user.map(found -> found.user().arn())
            .orElseGet(() -> IamArn.user(account, EntityPath.ROOT, name));
    authority.require(action, arn, described(name));
  }

  private void refuseTaken(UserName name, Change change) {
    if (change.get(users, name.folded()).isPresent()) {
      throw ConflictException.alreadyExists("the user", name.value());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String described(UserName name) {
    return "the user \"" + name + "\"";
  }

  private static NoSuchEntityException noSuchUser(UserName name) {
    return new NoSuchEntityException("the user", name.value());
  }
}
