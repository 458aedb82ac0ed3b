package io.sallyport.entity;

import io.sallyport.document.Change;
import io.sallyport.document.Table;
import io.sallyport.error.ConflictException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.group.Group;
import io.sallyport.group.GroupManager;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.GroupId;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.UserName;
import io.sallyport.managed.PolicyHolder;
import io.sallyport.user.User;
import io.sallyport.user.UserManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups in the store, as a caller may see and change them. */
public final class StoredGroups extends StoredEntities<GroupName, StoredGroup>
    implements GroupManager {
  private final Memberships memberships;
  private final Table<StoredUser> users;

  public StoredGroups(AccountId account, Foundation foundation, Authority authority) {
    super(
        PolicyHolder.Kind.GROUP,
        MAX_INLINE_POLICIES,
        account,
        foundation,
        StoredGroup.table(foundation.documents(), account),
        authority);
    this.memberships = new Memberships(account, foundation.documents());
    this.users = StoredUser.table(foundation.documents(), account);
  }

  @Override
  PolicyHolder holder(StoredGroup stored) {
    return holder(stored.group());
  }

  private static PolicyHolder holder(Group group) {
    return new PolicyHolder(
        PolicyHolder.Kind.GROUP, group.id().value(), group.name().value(), group.path());
  }

  @Override
  Holdings holdings(StoredGroup stored) {
    return stored.group().holdings();
  }

  @Override
  StoredGroup with(StoredGroup stored, Holdings holdings) {
    return stored.with(stored.group().with(holdings));
  }

  @Override
  public Group create(GroupName name, EntityPath path) {
    GroupId id = new GroupId(foundation.ids().group());
    Group group = new Group(account, id, name, path, foundation.now(), Holdings.NONE);
    return create(
            new StoredGroup(group, 0),
            (made, change) -> {
              memberships.name(id, folded(name.value()), change);
              return made;
            })
        .group();
  }

  @Override
  public Optional<Group> find(GroupName name) {
    return find("iam:GetGroup", name).map(StoredGroup::group);
  }

  @Override
  public Group get(GroupName name) {
    return get("iam:GetGroup", name).group();
  }

  @Override
  public Listing<Group> list(String pathPrefix, PageRequest page) {
    Lists.checkPrefix(pathPrefix);
    authority.require(
        "iam:ListGroups",
        IamArn.groups(account, pathPrefix),
        "the groups under \"" + pathPrefix + "\"");
    return table
        .list(page, stored -> stored.group().path().value().startsWith(pathPrefix))
        .map(StoredGroup::group);
  }

  @Override
  public Group update(GroupName name, Renaming<GroupName> renaming) {
    return documents.changeAndAnswer(
        described(name.value()),
        change -> {
          StoredGroup old = existing("iam:UpdateGroup", name, Facts.NONE, change);
          Group group = old.group();
          Group renamed =
              group.with(
                  renaming.name().orElse(group.name()), renaming.path().orElse(group.path()));
          rename(name, renamed.name(), old, old.with(renamed), change);
          memberships.name(group.id(), renamed.name().folded(), change);
          return renamed;
        });
  }

  @Override
  public void delete(GroupName name) {
    delete(
        name,
        (stored, change) -> {
          if (stored.members() > 0) {
            throw ConflictException.hasDependents(
                described(name.value()) + " still has members: remove them first");
          }
          memberships.forget(stored.group().id(), change);
        });
  }

  @Override
  public void addUser(GroupName name, UserName user) {
    StoredGroup unused =
        update(
            "iam:AddUserToGroup",
            name,
            Facts.NONE,
            (stored, change) -> {
              StoredUser member = user(user, change);
              GroupId id = stored.group().id();
              if (member.groups().contains(id)) {
                return stored;
              }
              change.put(users, member.withGroups(more(member, id)), user.folded());
              memberships.add(id, user.folded(), change);
              return stored.plus(1);
            });
  }

  private static List<GroupId> more(StoredUser user, GroupId id) {
    if (user.groups().size() >= UserManager.MAX_GROUPS) {
      throw new LimitExceededException(
          "the user \""
              + user.user().name()
              + "\" is in "
              + user.groups().size()
              + " groups already, as many as it may be in");
    }
    List<GroupId> groups = new ArrayList<>(user.groups());
    groups.add(id);
    return groups;
  }

  @Override
  public void removeUser(GroupName name, UserName user) {
    StoredGroup unused =
        update(
            "iam:RemoveUserFromGroup",
            name,
            Facts.NONE,
            (stored, change) -> {
              StoredUser member = user(user, change);
              GroupId id = stored.group().id();
              List<GroupId> groups = new ArrayList<>(member.groups());
              if (!groups.remove(id)) {
                throw new NoSuchEntityException(
                    "in the group \"" + name + "\", the user", user.value());
              }
              change.put(users, member.withGroups(groups), user.folded());
              memberships.remove(id, user.folded(), change);
              return stored.plus(-1);
            });
  }

  @Override
  public Listing<User> listUsers(GroupName name, PageRequest page) {
    GroupId id = get("iam:GetGroup", name).group().id();
    Listing<FoldedName> members = memberships.members(id).list(page);
    List<User> found =
        members.items().stream()
            .flatMap(member -> users.get(member.value()).stream())
            .map(StoredUser::user)
            .toList();
    return new Listing<>(found, members.marker());
  }

  @Override
  public Listing<Group> listFor(UserName user, PageRequest page) {
    Optional<StoredUser> found = users.get(user.folded());
    requireOn("iam:ListGroupsForUser", user, found);
    List<Group> groups =
        found.orElseThrow(() -> noSuchUser(user)).groups().stream()
            .flatMap(id -> memberships.group(id).stream())
            .map(StoredGroup::group)
            .toList();
    return Listing.of(groups, group -> group.name().value(), page);
  }

  private void requireOn(String action, UserName name, Optional<StoredUser> user) {
    Holdings held = user.map(found -> found.user().holdings()).orElse(Holdings.NONE);
    authority.require(
        action,
        user.map(found -> found.user().arn())
            .orElseGet(() -> IamArn.user(account, EntityPath.ROOT, name)),
        "the user \"" + name + "\"",
        new CallFacts().resource(held.tags()).build());
  }

  private StoredUser user(UserName name, Change change) {
    return change.get(users, name.folded()).orElseThrow(() -> noSuchUser(name));
  }

  private static NoSuchEntityException noSuchUser(UserName name) {
    return new NoSuchEntityException("the user", name.value());
  }
}
