package io.sallyport.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.document.Document;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.LimitExceededException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.keyring.KeyRing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sessions as tokens that only this installation can make or read: JSON sealed by the key ring, in
 * base64url without padding. Thread-safe.
 */
public final class SessionTokens {
  /** The most characters that a token may have: what the proxies on its way can carry. */
  public static final int MAX_LENGTH = 4096;

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

  private final KeyRing keys;

  public SessionTokens(KeyRing keys) {
    this.keys = keys;
  }

  /**
   * A session's token.
   *
   * @throws LimitExceededException if it would be longer than {@link #MAX_LENGTH}
   */
  public SessionToken seal(Session session) {
    ObjectNode json = Document.create();
    json.put("sid", session.id());
    json.put("iat", session.issuedAt().getEpochSecond());
    json.put("exp", session.expiry().getEpochSecond());
    json.put("key", session.accessKeyId().value());
    json.put("secret", session.secretKey().reveal());
    json.put("account", session.account().value());
    json.put("role", session.roleId().value());
    json.put("name", session.roleName().value());
    json.put("session", session.sessionName());
    json.put("origin", session.origin());
    ArrayNode policies = json.putArray("policies");
    session.policies().forEach(policies::add);
    byte[] sealed = keys.sealToken(json.toString().getBytes(StandardCharsets.UTF_8));
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    if (token.length() > MAX_LENGTH) {
      throw LimitExceededException.packedPolicyTooLarge(percent(token.length()));
    }
    return SessionToken.of(token);
  }

  /** How many percent of a token so many characters take, rounded up. */
  public static int percent(int length) {
    return (100 * length + MAX_LENGTH - 1) / MAX_LENGTH;
  }

  /**
   * The session of a token.
   *
   * @throws InvalidCredentialsException if it was not made here or was changed, whatever was wrong
   */
  public Session open(SessionToken token) {
    byte[] text =
        decode(token.reveal())
            .flatMap(keys::openToken)
            .orElseThrow(() -> new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN));
    return read(Document.parse(new String(text, StandardCharsets.UTF_8), "session token"));
  }

  /** A field that isn't known may be one that restricts the session. */
  private static Session read(ObjectNode json) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN);
              }
            });
    List<String> policies = new ArrayList<>();
    for (JsonNode policy : json.path("policies")) {
      policies.add(policy.asText());
    }
    return new Session(
        json.path("sid").asText(),
        Instant.ofEpochSecond(json.path("iat").asLong()),
        Instant.ofEpochSecond(json.path("exp").asLong()),
        new AccessKeyId(json.path("key").asText()),
        SecretKey.of(json.path("secret").asText()),
        new AccountId(json.path("account").asText()),
        new RoleId(json.path("role").asText()),
        new RoleName(json.path("name").asText()),
        json.path("session").asText(),
        json.path("origin").asText(),
        policies);
  }

  /**
   * Only the one spelling that {@link #seal} gives: base64 has bits to spare in its last character.
   */
  private static Optional<byte[]> decode(String token) {
    if (token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(token);
      boolean canonical =
          Base64.getUrlEncoder().withoutPadding().encodeToString(sealed).equals(token);
      return canonical ? Optional.of(sealed) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
