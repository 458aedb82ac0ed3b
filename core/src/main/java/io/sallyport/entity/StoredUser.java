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
import io.sallyport.identity.Holdings;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.Principal;
import java.time.Instant;
import java.util.List;

/**
 * A user as it is kept.
 *
 * @param accessKeys the ids of its access keys, in the order they were made
 */
record StoredUser(Principal.User user, Instant createDate, List<AccessKeyId> accessKeys) {

  StoredUser {
    accessKeys = List.copyOf(accessKeys);
  }

  /** The users of an account, by their folded names. */
  static Table<StoredUser> table(Documents documents, AccountId account) {
    return documents.table(new AsJson(account), "user", account.value());
  }

  StoredUser with(InlinePolicies policies) {
    Principal.User changed =
        new Principal.User(user.account(), user.path(), user.userName(), user.id(), policies);
    return new StoredUser(changed, createDate, accessKeys);
  }

  StoredUser with(List<AccessKeyId> newAccessKeys) {
    return new StoredUser(user, createDate, newAccessKeys);
  }

  private record AsJson(AccountId account) implements Codec<StoredUser> {

    @Override
    public StoredUser read(Document document) {
      Principal.User user =
          new Principal.User(
              account,
              new EntityPath(document.text("path")),
              new UserName(document.text("name")),
              new UserId(document.text("id")),
              HoldingsFields.read(document).inline());
      return new StoredUser(
          user,
          document.instant("createDate"),
          document.texts("accessKeys").stream().map(AccessKeyId::new).toList());
    }

    @Override
    public void write(StoredUser value, ObjectNode json) {
      json.put("path", value.user().path().value());
      json.put("name", value.user().userName().value());
      json.put("id", value.user().id().value());
      json.put("createDate", value.createDate().toString());
      HoldingsFields.write(Holdings.NONE.withInline(value.user().policies()), json);
      ArrayNode keys = json.putArray("accessKeys");
      value.accessKeys().forEach(id -> keys.add(id.value()));
    }
  }
}
