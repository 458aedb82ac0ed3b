package io.sallyport.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.account.AccountId;
import io.sallyport.document.Document;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.InlinePolicies;
import java.time.Duration;

/** A role as JSON. Writing changes only the fields that this version knows. */
final class RoleDocument {
  private RoleDocument() {}

  static Role read(AccountId account, Document document) {
    return new Role(
        account,
        new RoleId(document.text("id")),
        new RoleName(document.text("name")),
        new EntityPath(document.text("path")),
        document.instant("createDate"),
        document.text("trustPolicy"),
        document.text("description"),
        Duration.ofSeconds(document.number("maxSessionDuration")),
        InlinePolicies.read(document.json().path("policies")));
  }

  static void write(Role role, ObjectNode json) {
    json.put("id", role.id().value());
    json.put("name", role.name().value());
    json.put("path", role.path().value());
    json.put("createDate", role.createDate().toString());
    json.put("trustPolicy", role.trustPolicy());
    json.put("description", role.description());
    json.put("maxSessionDuration", role.maxSessionDuration().toSeconds());
    role.policies().write(json.putObject("policies"));
  }
}
