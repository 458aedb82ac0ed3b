package io.sallyport.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.document.Fields;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.UnkeptDocuments;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SessionTokensProperties {
  private static final KeyRing KEYS = keys();
  private static final SessionTokens TOKENS = new SessionTokens(KEYS);

  private static final Session SESSION =
      new Session(
          "SID",
          Instant.parse("2026-03-01T12:00:00Z"),
          Instant.parse("2026-03-01T13:00:00Z"),
          new AccessKeyId("ASIAEXAMPLE"),
          SecretKey.of("a-secret-that-is-not-to-be-seen"),
          AccountId.EMPTY,
          new RoleId("AROAEXAMPLE"),
          new RoleName("S3Access"),
          "Bob",
          "arn:aws:iam:::user/TESTER2",
          List.of());

  @Example
  void opensAsItWasSealed() {
    assertEquals(SESSION, TOKENS.open(TOKENS.seal(SESSION)));
  }

  @Property
  void opensAsItWasSealedWhateverThePolicies(
      @ForAll @Size(max = 10) List<@StringLength(max = 100) String> policies,
      @ForAll @AlphaChars @StringLength(min = 2, max = 64) String name) {
    Session session =
        new Session(
            "SID",
            SESSION.issuedAt(),
            SESSION.expiry(),
            SESSION.accessKeyId(),
            SESSION.secretKey(),
            new AccountId("123456789012"),
            SESSION.roleId(),
            SESSION.roleName(),
            name,
            SESSION.origin(),
            policies.stream().map(SessionTokensProperties::wellFormed).toList());
    assertEquals(session, TOKENS.open(TOKENS.seal(session)));
  }

  @Example
  void everyBitFlippedIsRefusedInTheSameWay() {
    byte[] sealed = Base64.getUrlDecoder().decode(TOKENS.seal(SESSION).reveal());
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(flipped));
    }
  }

  @Example
  void everyOtherSpellingIsRefusedInTheSameWay() {
    String token = TOKENS.seal(SESSION).reveal();
    for (int i = 0; i < token.length(); i++) {
      for (char c = '!'; c <= '~'; c++) {
        if (c != token.charAt(i)) {
          assertRefused(token.substring(0, i) + c + token.substring(i + 1));
        }
      }
    }
  }

  @Property
  void everyTruncatedOrExtendedTokenIsRefusedInTheSameWay(
      @ForAll @IntRange(min = 1, max = 200) int length,
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String more) {
    String token = TOKENS.seal(SESSION).reveal();
    assertRefused(token.substring(0, length));
    assertRefused(token + more);
    assertRefused(token + "=");
    assertRefused(more + token);
  }

  @Example
  void aTokenOfAnotherInstallationIsRefusedInTheSameWay() {
    assertRefused(new SessionTokens(keys()).seal(SESSION).reveal());
  }

  @Property
  void anythingElseIsRefusedInTheSameWay(
      @ForAll @AlphaChars @StringLength(min = 1, max = 5000) String token) {
    assertRefused(token);
  }

  @Example
  void aTokenShowsNothingOfItsSession() {
    String token = TOKENS.seal(SESSION).reveal();
    String bytes = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1);
    for (String secret : List.of("a-secret", "S3Access", "ASIAEXAMPLE", "TESTER2")) {
      assertFalse(bytes.contains(secret));
    }
  }

  /** Without its policies it would be a session that has no limit, without its end for ever. */
  @Example
  void aTokenWithoutAnyOfItsFieldsOrWithAnotherIsRefusedInTheSameWay() {
    byte[] text =
        KEYS.openToken(Base64.getUrlDecoder().decode(TOKENS.seal(SESSION).reveal())).orElseThrow();
    ObjectNode whole = Fields.parse(new String(text, StandardCharsets.UTF_8), "a test").json();
    assertEquals(SESSION, TOKENS.open(SessionToken.of(sealed(whole))));
    List<String> names = new ArrayList<>();
    whole.fieldNames().forEachRemaining(names::add);
    assertEquals(12, names.size());
    for (String name : names) {
      assertRefused(sealed(whole.deepCopy().without(name)));
      assertRefused(sealed(whole.deepCopy().putNull(name)));
      assertRefused(sealed(whole.deepCopy().put(name, 1.5)));
    }
    assertRefused(sealed(whole.deepCopy().put("schema", 2)));
    assertRefused(sealed(whole.deepCopy().put("newer", "restricts")));
    assertRefused(sealed(whole.deepCopy().put("name", "no name at all")));
  }

  private static void assertRefused(String token) {
    IamException refusal =
        assertThrows(IamException.class, () -> TOKENS.open(SessionToken.of(token)));
    assertEquals(
        new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN).getMessage(),
        refusal.getMessage());
    assertEquals(Reason.INVALID_SESSION_TOKEN, ((InvalidCredentialsException) refusal).reason());
  }

  private static KeyRing keys() {
    return KeyRing.open(
        UnkeptDocuments.of(new MemoryStore()),
        MasterKey.of(new byte[MasterKey.LENGTH]),
        new SecureRandom(),
        new SettableClock());
  }

  private static String sealed(ObjectNode json) {
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(KEYS.sealToken(text));
  }

  /** What UTF-8 can carry: no half of a surrogate pair. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
