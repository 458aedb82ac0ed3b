package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.GroupId;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.User;
import java.util.List;

/**
 * A user's document: the user, and what hangs on it.
 *
 * @param accessKeys the ids of its access keys, in the order they were made
 * @param groups the groups that it is in, in the order it came to be in them
 */
record StoredUser(User user, List<AccessKeyId> accessKeys, List<GroupId> groups, AdminCaps caps) {

  StoredUser {
    accessKeys = List.copyOf(accessKeys);
    groups = List.copyOf(groups);
  }

  /** A user who has no keys, groups and capabilities. */
  static StoredUser of(User user) {
    return new StoredUser(user, List.of(), List.of(), AdminCaps.NONE);
  }

  /** The users of an account, by their folded names. */
  static Table<StoredUser> table(Documents documents, AccountId account) {
    return documents.table(new AsJson(account), "user", account.value());
  }

  StoredUser with(User newUser) {
    return new StoredUser(newUser, accessKeys, groups, caps);
  }

  StoredUser withAccessKeys(List<AccessKeyId> newAccessKeys) {
    return new StoredUser(user, newAccessKeys, groups, caps);
  }

  StoredUser withGroups(List<GroupId> newGroups) {
    return new StoredUser(user, accessKeys, newGroups, caps);
  }

  StoredUser with(AdminCaps newCaps) {
    return new StoredUser(user, accessKeys, groups, newCaps);
  }

  private record AsJson(AccountId account) implements Codec<StoredUser> {

    @Override
    public StoredUser read(Document document) {
      User user =
          new User(
              account,
              new UserId(document.text("id")),
              new UserName(document.text("name")),
              new EntityPath(document.text("path")),
              document.instant("createDate"),
              HoldingsFields.read(document));
      String caps = document.text("caps");
      return new StoredUser(
          user,
          document.texts("accessKeys").stream().map(AccessKeyId::new).toList(),
          document.texts("groups").stream().map(GroupId::new).toList(),
          caps.isEmpty() ? AdminCaps.NONE : AdminCaps.parse(caps));
    }

    @Override
    public void write(StoredUser value, ObjectNode json) {
      User user = value.user();
      json.put("path", user.path().value()).put("name", user.name().value());
      json.put("id", user.id().value()).put("createDate", user.createDate().toString());
      HoldingsFields.write(user.holdings(), json);
      ArrayNode keys = json.putArray("accessKeys");
      value.accessKeys().forEach(id -> keys.add(id.value()));
      ArrayNode groups = json.putArray("groups");
      value.groups().forEach(id -> groups.add(id.value()));
      json.put("caps", value.caps().toString());
    }
  }
}
