package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.policy.PolicyType;
import io.sallyport.role.Role;
import java.time.Duration;

/** The roles of an account as JSON. */
record RoleCodec(AccountId account) implements Codec<Role> {

  @Override
  public Role read(Document document) {
    return new Role(
        account,
        new RoleId(document.text("id")),
        new RoleName(document.text("name")),
        new EntityPath(document.text("path")),
        document.instant("createDate"),
        PolicyText.kept(document.text("trustPolicy"), PolicyType.TRUST),
        new Pins(document.textsByName("trusted")),
        document.text("description"),
        longestSession(document.number("maxSessionDuration")),
        HoldingsFields.read(document));
  }

  private static Duration longestSession(long seconds) {
    if (seconds <= 0) {
      throw new IllegalArgumentException("a session lasts longer than " + seconds + " seconds");
    }
    return Duration.ofSeconds(seconds);
  }

  @Override
  public void write(Role role, ObjectNode json) {
    json.put("id", role.id().value());
    json.put("name", role.name().value());
    json.put("path", role.path().value());
    json.put("createDate", role.createDate().toString());
    json.put("trustPolicy", role.trustPolicy().text());
    ObjectNode trusted = json.putObject("trusted");
    role.pins().ids().forEach(trusted::put);
    json.put("description", role.description());
    json.put("maxSessionDuration", role.maxSessionDuration().toSeconds());
    HoldingsFields.write(role.holdings(), json);
  }
}
