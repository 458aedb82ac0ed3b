package io.sallyport.operation;

import io.sallyport.group.Group;
import io.sallyport.group.GroupManager;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.UserName;
import io.sallyport.user.User;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * IAM's operations on groups.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class Groups {
  private static final EntityRows<GroupName> NAMED = new EntityRows<>("Group", GroupName::new);

  private Groups() {}

  static List<Operation<?, ?>> operations(Function<Call, GroupManager> view) {
    Rows<GroupManager> rows = new Rows<>(view);
    List<Operation<?, ?>> own =
        List.of(
            rows.changing("CreateGroup", NewGroup::read, NewGroup::make, Groups::writeOne),
            rows.asking("GetGroup", Members::read, Members::of, Groups::writeMembers),
            rows.asking("ListGroups", PathList::read, PathList::of, Groups::writeGroups),
            rows.changing("UpdateGroup", Change::read, Change::make, Operation.noResult()),
            rows.changing("DeleteGroup", NAMED::name, GroupManager::delete),
            rows.changing("AddUserToGroup", Member::read, Member::add),
            rows.changing("RemoveUserFromGroup", Member::read, Member::remove),
            rows.asking("ListGroupsForUser", OfUser::read, OfUser::groups, Groups::writeGroups));
    return Stream.of(own, NAMED.policies(view)).<Operation<?, ?>>flatMap(List::stream).toList();
  }

  private record NewGroup(GroupName name, EntityPath path) {
    static NewGroup read(Parameters parameters) {
      return new NewGroup(
          NAMED.name(parameters),
          parameters.find("Path").map(EntityPath::new).orElse(EntityPath.ROOT));
    }

    static Group make(GroupManager groups, NewGroup group) {
      return groups.create(group.name, group.path);
    }
  }

  private record Members(GroupName name, PageRequest page) {
    static Members read(Parameters parameters) {
      return new Members(NAMED.name(parameters), parameters.page());
    }

    static GroupMembers of(GroupManager groups, Members asked) {
      return new GroupMembers(groups.get(asked.name), groups.listUsers(asked.name, asked.page));
    }
  }

  private record GroupMembers(Group group, Listing<User> users) {}

  private record PathList(String prefix, PageRequest page) {
    static PathList read(Parameters parameters) {
      return new PathList(parameters.find("PathPrefix").orElse("/"), parameters.page());
    }

    static Listing<Group> of(GroupManager groups, PathList asked) {
      return groups.list(asked.prefix, asked.page);
    }
  }

  private record Change(GroupName name, Renaming<GroupName> renaming) {
    static Change read(Parameters parameters) {
      return new Change(
          NAMED.name(parameters),
          new Renaming<>(
              parameters.find("NewGroupName").map(GroupName::new),
              parameters.find("NewPath").map(EntityPath::new)));
    }

    static Group make(GroupManager groups, Change change) {
      return groups.update(change.name, change.renaming);
    }
  }

  private record Member(GroupName group, UserName user) {
    static Member read(Parameters parameters) {
      return new Member(NAMED.name(parameters), new UserName(parameters.get("UserName")));
    }

    static void add(GroupManager groups, Member member) {
      groups.addUser(member.group, member.user);
    }

    static void remove(GroupManager groups, Member member) {
      groups.removeUser(member.group, member.user);
    }
  }

  private record OfUser(UserName user, PageRequest page) {
    static OfUser read(Parameters parameters) {
      return new OfUser(new UserName(parameters.get("UserName")), parameters.page());
    }

    static Listing<Group> groups(GroupManager groups, OfUser asked) {
      return groups.listFor(asked.user, asked.page);
    }
  }

  private static void writeOne(Group group, XmlWriter result) {
    write("Group", group, result);
  }

  private static void write(String element, Group group, XmlWriter result) {
    result.open(element);
    result.element("Path", group.path().value());
    result.element("GroupName", group.name().value());
    result.element("GroupId", group.id().value());
    result.element("Arn", group.arn().toString());
    result.element("CreateDate", group.createDate().toString());
    result.close(element);
  }

  private static void writeMembers(GroupMembers members, XmlWriter result) {
    writeOne(members.group, result);
    Users.writeMembers(members.users.items(), result);
    Shapes.end(members.users, result);
  }

  private static void writeGroups(Listing<Group> groups, XmlWriter result) {
    result.open("Groups");
    groups.items().forEach(group -> write("member", group, result));
    result.close("Groups");
    Shapes.end(groups, result);
  }
}
