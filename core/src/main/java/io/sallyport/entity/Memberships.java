package io.sallyport.entity;

import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.GroupId;
import java.util.List;
import java.util.Optional;

/**
 * Who is in which group of an account: (group-id, account, id) says what the group is called, and
 * (member, account, group's id, user's folded name) is there for each member. Users know their
 * groups by id, so that a group's other name changes none of them.
 */
final class Memberships {
  private final AccountId account;
  private final Documents documents;
  private final Table<StoredGroup> groups;
  private final Table<FoldedName> names;

  Memberships(AccountId account, Documents documents) {
    this.account = account;
    this.documents = documents;
    this.groups = StoredGroup.table(documents, account);
    this.names = documents.table(FoldedName.CODEC, "group-id", account.value());
  }

  /** The group of this id; empty if it isn't there, or can't be the same. */
  Optional<StoredGroup> group(GroupId id) {
    return names
        .get(id.value())
        .flatMap(name -> groups.get(name.value()))
        .filter(found -> found.group().id().equals(id));
  }

  /** Writes down what a group is called. */
  void name(GroupId id, String folded, Change change) {
    change.put(names, new FoldedName(folded), id.value());
  }

  /** Forgets a group that has no members. */
  void forget(GroupId id, Change change) {
    change.delete(names, id.value());
  }

  void add(GroupId id, String user, Change change) {
    change.put(members(id), new FoldedName(user), user);
  }

  void remove(GroupId id, String user, Change change) {
    change.delete(members(id), user);
  }

  /** A member goes by another name. */
  void rename(List<GroupId> ids, String from, String to, Change change) {
    for (GroupId id : ids) {
      remove(id, from, change);
      add(id, to, change);
    }
  }

  /** A group's members, by their folded names. */
  Table<FoldedName> members(GroupId id) {
    return documents.table(FoldedName.CODEC, "member", account.value(), id.value());
  }
}
