package io.sallyport.entity;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyMetadata;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.document.Change;
import io.sallyport.error.ConflictException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.managed.PolicyHolder;
import io.sallyport.user.AccessKeyLastUsed;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.CreateUserRequest;
import io.sallyport.user.User;
import io.sallyport.user.UserManager;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Users in the store, as a caller may see and change them: one document each, which lists what
 * hangs on the user.
 */
public final class StoredUsers extends StoredEntities<UserName, StoredUser> implements UserManager {
  private final StoredAccessKeys accessKeys;
  private final KeyUses uses;
  private final Memberships memberships;

  public StoredUsers(
      AccountId account, Foundation foundation, KeyRing keys, KeyUses uses, Authority authority) {
    super(
        PolicyHolder.Kind.USER,
        MAX_INLINE_POLICIES,
        account,
        foundation,
        StoredUser.table(foundation.documents(), account),
        authority);
    this.accessKeys = new StoredAccessKeys(foundation.documents(), keys);
    this.uses = uses;
    this.memberships = new Memberships(account, foundation.documents());
  }

  @Override
  PolicyHolder holder(StoredUser stored) {
    User user = stored.user();
    return new PolicyHolder(
        PolicyHolder.Kind.USER, user.id().value(), user.name().value(), user.path());
  }

  @Override
  Holdings holdings(StoredUser stored) {
    return stored.user().holdings();
  }

  @Override
  StoredUser with(StoredUser stored, Holdings holdings) {
    return stored.with(stored.user().with(holdings));
  }

  @Override
  public User create(CreateUserRequest request) {
    Holdings holdings =
        new Holdings(InlinePolicies.NONE, List.of(), request.permissionsBoundary(), request.tags());
    User user =
        new User(
            account,
            new UserId(foundation.ids().user()),
            request.name(),
            request.path(),
            foundation.now(),
            holdings);
    StoredUser unused =
        create(
            StoredUser.of(user),
            (made, change) -> {
              foundation.neighbours().requireFree(user);
              return made;
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
    return table
        .list(page, stored -> stored.user().path().value().startsWith(pathPrefix))
        .map(StoredUser::user);
  }

  @Override
  public User update(UserName name, Renaming<UserName> renaming) {
    return documents.changeAndAnswer(
        described(name.value()),
        change -> {
          StoredUser old = existing("iam:UpdateUser", name, Facts.NONE, change);
          User user = old.user();
          User renamed =
              user.with(renaming.name().orElse(user.name()), renaming.path().orElse(user.path()));
          rename(name, renamed.name(), old, old.with(renamed), change);
          if (!renamed.name().folded().equals(name.folded())) {
            foundation.neighbours().requireFree(renamed);
            accessKeys.rename(KeyOwner.of(renamed), old.accessKeys(), change);
            memberships.rename(old.groups(), name.folded(), renamed.name().folded(), change);
          }
          return renamed;
        });
  }

  @Override
  public void delete(UserName name) {
    delete(
        name,
        (user, change) -> {
          if (!user.accessKeys().isEmpty() || !user.groups().isEmpty()) {
            throw ConflictException.hasDependents(
                described(name.value())
                    + " still has access keys or groups: delete and leave them first");
          }
        });
  }

  @Override
  public AccessKey createAccessKey(UserName name) {
    AccessKey key = StoredAccessKeys.random(foundation);
    change("iam:CreateAccessKey", name, (user, change) -> with(user, key, change));
    return key;
  }

  @Override
  public void importAccessKey(UserName name, AccessKey key) {
    change(
        "iam:CreateAccessKey",
        name,
        (user, change) -> {
          foundation.neighbours().requireFree(key.id());
          return with(user, key, change);
        });
  }

  private StoredUser with(StoredUser user, AccessKey key, Change change) {
    return user.withAccessKeys(
        accessKeys.create(
            key,
            key.createDate().orElseGet(foundation::now),
            KeyOwner.of(user.user()),
            user.accessKeys(),
            change));
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

  @Override
  public AccessKeyLastUsed getAccessKeyLastUsed(AccessKeyId id) {
    Optional<KeyOwner> owner =
        accessKeys.owner(id).filter(found -> found.account().equals(account));
    String asked = "the access key \"" + id + "\"";
    if (owner.isPresent() && owner.get().isRoot()) {
      authority.require("iam:GetAccessKeyLastUsed", IamArn.root(account), asked);
      return new AccessKeyLastUsed("root", uses.find(id));
    }
    Optional<User> user = owner.flatMap(found -> table.get(found.user())).map(StoredUser::user);
    Arn arn = user.map(User::arn).orElseGet(() -> IamArn.users(account, "/"));
    authority.require("iam:GetAccessKeyLastUsed", arn, asked);
    return user.map(found -> new AccessKeyLastUsed(found.name().value(), uses.find(id)))
        .orElseThrow(() -> new NoSuchEntityException("the access key", id.shown()));
  }

  @Override
  public AdminCaps caps(UserName name) {
    return get("iam:GetUserPolicy", name).caps();
  }

  @Override
  public AdminCaps addCaps(UserName name, AdminCaps caps) {
    return change("iam:PutUserPolicy", name, (user, change) -> user.with(user.caps().plus(caps)))
        .caps();
  }

  @Override
  public AdminCaps removeCaps(UserName name, AdminCaps caps) {
    return change(
            "iam:DeleteUserPolicy", name, (user, change) -> user.with(user.caps().minus(caps)))
        .caps();
  }

  private StoredUser change(
      String action, UserName name, BiFunction<StoredUser, Change, StoredUser> work) {
    return update(action, name, Facts.NONE, work);
  }
}
