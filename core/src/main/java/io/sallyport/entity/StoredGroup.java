package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.group.Group;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.GroupId;
import io.sallyport.identity.GroupName;

/**
 * A group's document.
 *
 * @param members how many there are; each has a document of its own
 */
record StoredGroup(Group group, long members) {

  StoredGroup {
    if (members < 0) {
      throw new IllegalArgumentException("a group can't have " + members + " members");
    }
  }

  /** The groups of an account, by their folded names. */
  static Table<StoredGroup> table(Documents documents, AccountId account) {
    return documents.table(new AsJson(account), "group", account.value());
  }

  StoredGroup with(Group newGroup) {
    return new StoredGroup(newGroup, members);
  }

  StoredGroup plus(long more) {
    return new StoredGroup(group, members + more);
  }

  private record AsJson(AccountId account) implements Codec<StoredGroup> {

    @Override
    public StoredGroup read(Document document) {
      Group group =
          new Group(
              account,
              new GroupId(document.text("id")),
              new GroupName(document.text("name")),
              new EntityPath(document.text("path")),
              document.instant("createDate"),
              HoldingsFields.read(document));
      return new StoredGroup(group, document.number("members"));
    }

    @Override
    public void write(StoredGroup value, ObjectNode json) {
      Group group = value.group();
      json.put("path", group.path().value()).put("name", group.name().value());
      json.put("id", group.id().value()).put("createDate", group.createDate().toString());
      HoldingsFields.write(group.holdings(), json);
      json.put("members", value.members());
    }
  }
}
