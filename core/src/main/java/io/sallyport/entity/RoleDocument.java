package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Document;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.role.Role;
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
        InlinePolicyFields.read(document.json().path("policies")));
  }

  static void write(Role role, ObjectNode json) {
    json.put("id", role.id().value());
    json.put("name", role.name().value());
    json.put("path", role.path().value());
    json.put("createDate", role.createDate().toString());
    json.put("trustPolicy", role.trustPolicy());
    json.put("description", role.description());
    json.put("maxSessionDuration", role.maxSessionDuration().toSeconds());
    InlinePolicyFields.write(role.policies(), json.putObject("policies"));
  }
}
