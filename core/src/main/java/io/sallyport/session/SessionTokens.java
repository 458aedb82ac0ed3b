package io.sallyport.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.document.Document;
import io.sallyport.document.Fields;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.UnavailableException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.keyring.KeyRing;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
    try {
      return read(Fields.parse(new String(text, StandardCharsets.UTF_8), "session token"));
    } catch (UnavailableException | InvalidInputException e) {
      // Sealed here, but not as this version seals: refused, whatever is missing.
      throw new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN);
    }
  }

  /** A field that isn't known may be one that restricts the session; so may one that is missing. */
  private static Session read(Fields json) {
    if (!FIELDS.containsAll(json.names()) || json.number("schema") != 1) {
      throw new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN);
    }
    return new Session(
        json.text("sid"),
        json.second("iat"),
        json.second("exp"),
        new AccessKeyId(json.text("key")),
        SecretKey.of(json.text("secret")),
        new AccountId(json.text("account")),
        new RoleId(json.text("role")),
        new RoleName(json.text("name")),
        json.text("session"),
        json.text("origin"),
        json.texts("policies"));
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
