package io.sallyport.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.document.Document;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.keyring.KeyRing;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.Federation;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.principal.SessionTags;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.UnkeptDocuments;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SessionTokensProperties {
  private static final KeyRing KEYS = keys();
  private static final SessionTokens TOKENS = new SessionTokens(KEYS);

  private static final String ORIGIN = "arn:aws:iam:::user/TESTER2";
  private static final Lineage LINEAGE =
      new Lineage(
          List.of(
              new Lineage.Mark(Lineage.Kind.SESSION, "SIDAAAAAAAAAAAAA", 0),
              new Lineage.Mark(Lineage.Kind.ROLE, "AROAEXAMPLEEXAMPLEXYZ", 0),
              new Lineage.Mark(Lineage.Kind.USER, "AIDAEXAMPLEEXAMPLEXYZ", 0)));
  private static final Session SESSION = session(SessionPolicies.NONE, SessionTags.NONE);

  private static Session session(SessionPolicies policies, SessionTags tags) {
    return new Session(
        new AccessKeyId("ASIAEXAMPLEEXAMPLE22"),
        SecretKey.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        AccountId.EMPTY,
        new RoleId("AROAEXAMPLEEXAMPLEXYZ"),
        new RoleName("S3Access"),
        new SessionName("Bob"),
        policies,
        new SessionDetails(
            "SIDAAAAAAAAAAAAA",
            Instant.parse("2026-03-01T12:00:00Z"),
            Instant.parse("2026-03-01T13:00:00Z"),
            tags,
            Optional.empty(),
            LINEAGE));
  }

  @Example
  void opensAsItWasSealed() {
    assertEquals(SESSION, TOKENS.open(TOKENS.seal(SESSION)));
  }

  /** The longest that a plain session needs; a proxy's headers have other things in them. */
  @Example
  void aPlainSessionIsShort() {
    assertTrue(TOKENS.seal(SESSION).reveal().length() <= 320);
    Session usual =
        session(
            new SessionPolicies(
                List.of(PolicyText.kept(Installation.ALL_OF_S3, PolicyType.SESSION)), List.of()),
            new SessionTags(
                Tags.of(new Tag("Department", "Engineering"), new Tag("CostCenter", "123456")),
                Set.of("Department")));
    assertTrue(TOKENS.seal(usual).reveal().length() <= 600);
  }

  @Property
  void opensAsItWasSealedWhateverItIs(@ForAll("sessions") Session session) {
    assertEquals(session, TOKENS.open(TOKENS.seal(session)));
  }

  @Provide
  Arbitrary<Session> sessions() {
    Arbitrary<Lineage> lineages =
        Combinators.combine(
                Arbitraries.of(Lineage.Kind.class),
                texts(40).filter(name -> !name.isEmpty()),
                Arbitraries.longs().between(0, Long.MAX_VALUE))
            .as(Lineage.Mark::new)
            .list()
            .ofMaxSize(8)
            .map(Lineage::new);
    Arbitrary<SessionPolicies> policies =
        Combinators.combine(
                texts(100)
                    .map(text -> PolicyText.kept(text, PolicyType.SESSION))
                    .list()
                    .ofMaxSize(2),
                Arbitraries.strings()
                    .alpha()
                    .ofMinLength(1)
                    .ofMaxLength(20)
                    .map(name -> new PolicyArn("arn:aws:iam:::policy/" + name))
                    .list()
                    .uniqueElements()
                    .ofMaxSize(10))
            .as(SessionPolicies::new);
    Arbitrary<SessionTags> tags =
        Combinators.combine(
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(9),
                Arbitraries.strings().withChars("a\u00e4\u5927 +=").ofMaxLength(20))
            .as(Tag::new)
            .list()
            .ofMaxSize(5)
            .map(Tags::new)
            .flatMap(
                all -> Arbitraries.subsetOf(all.keys()).map(keys -> new SessionTags(all, keys)));
    Arbitrary<Optional<SourceIdentity>> sources =
        Arbitraries.strings()
            .withChars("aB9_+=,.@-")
            .ofMinLength(2)
            .ofMaxLength(64)
            .map(SourceIdentity::new)
            .optional();
    Arbitrary<String> ids = texts(30);
    return Combinators.combine(
            policies,
            tags,
            Combinators.combine(sources, federations()).as(Tuple::of),
            lineages,
            ids,
            Arbitraries.strings().alpha().ofMinLength(2).ofMaxLength(64),
            Arbitraries.longs().between(0, 129_600))
        .as(
            (limit, tagged, source, lineage, id, name, seconds) ->
                new Session(
                    new AccessKeyId("ASIA" + name.toUpperCase(Locale.ROOT)),
                    SecretKey.of(name + "/+="),
                    new AccountId("123456789012"),
                    SESSION.roleId(),
                    new RoleName(name),
                    new SessionName(name),
                    limit,
                    new SessionDetails(
                        id,
                        Instant.ofEpochSecond(1_800_000_000),
                        Instant.ofEpochSecond(1_800_000_000 + seconds),
                        tagged,
                        source.get1(),
                        ofFederation(lineage, source.get2()),
                        source.get2())));
  }

  private Arbitrary<Optional<Federation>> federations() {
    return Combinators.combine(
            Arbitraries.of("localhost:8080/auth/realms/demo", "idp.example.com"),
            Arbitraries.maps(
                    Arbitraries.of(Federation.KEPT), texts(40).list().ofMinSize(1).ofMaxSize(3))
                .ofMaxSize(5),
            texts(40))
        .as(
            (provider, claims, subject) -> {
              Map<String, List<String>> all = new TreeMap<>(claims);
              all.put("sub", List.of(subject));
              return new Federation(
                  new AccountId("123456789012"), new ProviderName(provider), new TreeMap<>(all));
            })
        .optional();
  }

  /** The marks that a session of a provider has, which its token needn't name. */
  private static Lineage ofFederation(Lineage lineage, Optional<Federation> federation) {
    List<Lineage.Mark> marks = new ArrayList<>(lineage.marks());
    federation.ifPresent(
        by -> {
          marks.add(new Lineage.Mark(Lineage.Kind.PROVIDER, by.arn().toString(), 1));
          marks.add(
              new Lineage.Mark(
                  Lineage.Kind.SUBJECT, Revocations.subject(by.arn(), by.subject()), 2));
        });
    return new Lineage(marks);
  }

  /** A session of a web identity stays short, though it holds whose it is. */
  @Example
  void aSessionOfAWebIdentityIsShort() {
    Federation federation =
        new Federation(
            AccountId.EMPTY,
            new ProviderName("idp.example.com/auth/realms/main"),
            new TreeMap<>(
                Map.of(
                    "sub", List.of("1f2d3c4b-aaaa-bbbb-cccc-123456789012"),
                    "aud", List.of("customer-portal"),
                    "app_id", List.of("customer-portal"),
                    "azp", List.of("customer-portal"))));
    SessionDetails plain = SESSION.details();
    Session session =
        new Session(
            SESSION.accessKeyId(),
            SESSION.secretKey(),
            SESSION.account(),
            SESSION.roleId(),
            SESSION.roleName(),
            SESSION.sessionName(),
            SESSION.policies(),
            new SessionDetails(
                plain.id(),
                plain.issuedAt(),
                plain.expiry(),
                plain.tags(),
                plain.sourceIdentity(),
                ofFederation(LINEAGE, Optional.of(federation)),
                Optional.of(federation)));
    assertTrue(TOKENS.seal(session).reveal().length() <= 600);
    assertEquals(session, TOKENS.open(TOKENS.seal(session)));
  }

  /** There is one way to write them: another order would be another token of the same session. */
  @Example
  void claimsAreReadInTheirOrderAndNoOther() {
    for (List<String> names : List.of(List.of("azp", "sub"), List.of("sub", "azp"))) {
      PackedWriter claims = new PackedWriter().text("idp.example.com").number(2);
      names.forEach(name -> claims.text(name).number(1).text("x"));
      PackedReader written = new PackedReader(new PackedWriter().part(claims).bytes());
      if (names.get(0).equals("azp")) {
        assertEquals("x", PackedFederation.read(AccountId.EMPTY, written).subject());
      } else {
        assertThrows(
            IllegalArgumentException.class, () -> PackedFederation.read(AccountId.EMPTY, written));
      }
    }
  }

  /** Nothing but what was written is read, and nothing makes reading take much. */
  @Property
  void bytesThatNobodyWroteAreRefusedInTheSameWay(
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll boolean begunWell,
      @ForAll boolean isOfProvider) {
    byte[] text = bytes.clone();
    if (begunWell && text.length > 1) {
      text[0] = BinaryToken.FORMAT;
      text[1] = (byte) (isOfProvider ? 17 : 1);
    }
    assertRefused(sealed(text).reveal());
  }

  @Property
  void aChangedByteInsideIsRefusedOrReadsAsAnotherSession(
      @ForAll @IntRange(max = 150) int at, @ForAll byte value) {
    byte[] text = BinaryToken.write(SESSION);
    if (at < text.length && text[at] != value) {
      text[at] = value;
      try {
        assertNotEquals(SESSION, TOKENS.open(sealed(text)));
      } catch (InvalidCredentialsException e) {
        assertEquals(Reason.INVALID_SESSION_TOKEN, e.reason());
      }
    }
  }

  @Example
  void aPartThatInflatesToMoreThanItSaysIsRefused() {
    byte[] zeros = new byte[1 << 20];
    PackedWriter bomb = new PackedWriter();
    for (byte zero : zeros) {
      bomb.octet(zero);
    }
    byte[] packed = new PackedWriter().part(bomb).bytes();
    assertTrue(packed.length < 2000);
    assertThrows(IllegalArgumentException.class, () -> new PackedReader(packed).part(32 << 10));
  }

  @Example
  void aTokenOfTheFirstFormatOpensUntilItExpires() {
    Session opened = TOKENS.open(sealed(json()));
    assertEquals(SESSION.policies(), opened.policies());
    assertEquals(SESSION.details().expiry(), opened.details().expiry());
    assertEquals(
        new Lineage(LINEAGE.marks().subList(0, 2)), opened.details().lineage()); // by no user's id
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
    assertRefused(tokens().seal(SESSION).reveal());
  }

  @Property
  void anythingElseIsRefusedInTheSameWay(
      @ForAll @AlphaChars @StringLength(min = 1, max = 5000) String token) {
    assertRefused(token);
  }

  @Example
  void aTokenThatLacksAFieldOrHasAnotherOrOneOfAnotherKindIsRefusedInTheSameWay() {
    ObjectNode whole = json();
    assertEquals(SESSION.accessKeyId(), TOKENS.open(sealed(whole)).accessKeyId());
    whole
        .fieldNames()
        .forEachRemaining(
            name -> {
              assertRefused(json().without(name));
              assertRefused(json().putNull(name));
              assertRefused(json().set(name, json().objectNode().put("a", 1)));
            });
    assertRefused(json().put("limit", "x"));
    assertRefused(json().put("schema", 2));
    assertRefused(json().put("exp", "1772370000"));
    assertRefused(json().put("policies", "{}"));
    assertRefused(json().set("policies", json().arrayNode().add(1)));
  }

  private static ObjectNode json() {
    ObjectNode json = Document.create();
    SessionDetails details = SESSION.details();
    json.put("sid", details.id()).put("iat", details.issuedAt().getEpochSecond());
    json.put("exp", details.expiry().getEpochSecond());
    json.put("key", SESSION.accessKeyId().value());
    json.put("secret", SESSION.secretKey().reveal()).put("account", "");
    json.put("role", SESSION.roleId().value());
    json.put("name", "S3Access").put("session", "Bob").put("origin", ORIGIN);
    json.putArray("policies");
    return json;
  }

  private static SessionToken sealed(JsonNode json) {
    return sealed(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static SessionToken sealed(byte[] text) {
    byte[] sealed = KEYS.sealToken(text);
    return SessionToken.of(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
  }

  private static void assertRefused(JsonNode json) {
    assertRefused(sealed(json).reveal());
  }

  @Example
  void aTokenShowsNothingOfItsSession() {
    String token = TOKENS.seal(SESSION).reveal();
    String bytes = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1);
    for (String secret : List.of("wJalr", "S3Access", "ASIAEXAMPLE", "TESTER2")) {
      assertFalse(bytes.contains(secret));
    }
  }

  private static void assertRefused(String token) {
    IamException refusal =
        assertThrows(IamException.class, () -> TOKENS.open(SessionToken.of(token)));
    assertEquals(
        new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN).getMessage(),
        refusal.getMessage());
    assertEquals(Reason.INVALID_SESSION_TOKEN, ((InvalidCredentialsException) refusal).reason());
  }

  private static SessionTokens tokens() {
    return new SessionTokens(keys());
  }

  private static KeyRing keys() {
    return KeyRing.open(
        UnkeptDocuments.of(new MemoryStore()),
        MasterKey.of(new byte[MasterKey.LENGTH]),
        new SecureRandom(),
        new SettableClock());
  }

  /** What UTF-8 can carry: no half of a surrogate pair. */
  private static Arbitrary<String> texts(int longest) {
    return Arbitraries.strings()
        .ofMaxLength(longest)
        .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }
}
