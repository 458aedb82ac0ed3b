package io.sallyport.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.document.Fields;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.principal.SessionTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The first format of tokens, which is read until the last of them has expired. */
final class JsonToken {
  /** The first byte. */
  static final int FORMAT = '{';

  private static final long SCHEMA = 1;

  private static final Set<String> FIELDS =
      Set.of(
          "schema",
          "sid",
          "iat",
          "exp",
          "key",
          "secret",
          "account",
          "role",
          "name",
          "session",
          "origin",
          "policies");

  private JsonToken() {}

  /**
   * A field that isn't known may be one that restricts the session; so may one that is missing.
   *
   * @throws RuntimeException if it is not of this format
   */
  static Session read(byte[] bytes) {
    Fields json = Fields.parse(new String(bytes, UTF_8), "session token");
    if (!FIELDS.containsAll(json.names()) || json.number("schema") != SCHEMA) {
      throw new IllegalArgumentException("another kind of token");
    }
    RoleId roleId = new RoleId(json.text("role"));
    // It was begun before anything that is revoked could be known to it, by nobody's id.
    Lineage lineage =
        new Lineage(
            List.of(
                new Lineage.Mark(Lineage.Kind.SESSION, json.text("sid"), 0),
                new Lineage.Mark(Lineage.Kind.ROLE, roleId.value(), 0)));
    String unused = json.text("origin");
    return new Session(
        new AccessKeyId(json.text("key")),
        SecretKey.of(json.text("secret")),
        AccountId.named(json.text("account")),
        new SessionHolder.OfRole(
            roleId, new RoleName(json.text("name")), new SessionName(json.text("session"))),
        new SessionPolicies(
            json.texts("policies").stream()
                .map(text -> PolicyText.kept(text, PolicyType.SESSION))
                .toList(),
            List.of()),
        new SessionDetails(
            json.text("sid"),
            json.second("iat"),
            json.second("exp"),
            SessionTags.NONE,
            Optional.empty(),
            lineage));
  }
}
