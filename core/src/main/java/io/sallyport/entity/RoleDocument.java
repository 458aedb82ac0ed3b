package io.sallyport.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Document;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.PolicyType;
import io.sallyport.role.Role;
import java.time.Duration;
import java.time.Instant;

/** A role as JSON. Writing changes only the fields that this version knows. */
final class RoleDocument {
  private RoleDocument() {}

  static Role read(AccountId account, Document document) {
    JsonNode json = document.json();
    return new Role(
        account,
        new RoleId(document.text("id")),
        new RoleName(document.text("name")),
        new EntityPath(document.text("path")),
        Instant.parse(document.text("createDate")),
        PolicyText.kept(document.text("trustPolicy"), PolicyType.TRUST),
        document.text("description"),
        duration(json.path("maxSessionDuration")),
        InlinePolicyFields.read(json.path("policies")));
  }

  /** One that isn't there must not be read as none. */
  private static Duration duration(JsonNode seconds) {
    if (!seconds.isIntegralNumber() || seconds.asLong() <= 0) {
      throw new IllegalArgumentException("a duration is a whole number of seconds");
    }
    return Duration.ofSeconds(seconds.asLong());
  }

  static void write(Role role, ObjectNode json) {
    json.put("id", role.id().value());
    json.put("name", role.name().value());
    json.put("path", role.path().value());
    json.put("createDate", role.createDate().toString());
    json.put("trustPolicy", role.trustPolicy().text());
    json.put("description", role.description());
    json.put("maxSessionDuration", role.maxSessionDuration().toSeconds());
    InlinePolicyFields.write(role.policies(), json.putObject("policies"));
  }
}
