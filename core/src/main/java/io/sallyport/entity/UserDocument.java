package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Document;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.principal.Principal;
import io.sallyport.storage.Key;
import java.util.List;

/** A user as JSON. */
final class UserDocument {
  private UserDocument() {}

  static Key key(AccountId account, String foldedName) {
    return Key.of("user", account.value(), foldedName);
  }

  static Principal.User read(AccountId account, Document document) {
    return new Principal.User(
        account,
        new EntityPath(document.text("path")),
        document.text("name"),
        document.text("id"),
        InlinePolicyFields.read(document.json().path("policies")));
  }

  static void writePolicies(InlinePolicies policies, ObjectNode json) {
    InlinePolicyFields.write(policies, json.putObject("policies"));
  }

  static List<String> accessKeys(Document document) {
    return document.texts("accessKeys");
  }

  static void writeAccessKeys(List<String> ids, ObjectNode json) {
    ArrayNode keys = json.putArray("accessKeys");
    ids.forEach(keys::add);
  }
}
