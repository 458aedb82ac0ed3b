package io.sallyport.sts;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.Credentials;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.ThrottlingException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.KeyManager;
import io.sallyport.principal.Principal;
import io.sallyport.principal.UserSession;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A revoked session opens nothing, nor does what it began; what begins later is untouched. */
class RevocationTest {
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam:::root"},
      "Action":"sts:*"}}
      """;
  private static final String ALL =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
      """;

  /** Twice the staleness that an installation has by default. */
  private static final Duration SPREAD = Duration.ofSeconds(60);

  private static final SourceIdentity ALICE = new SourceIdentity("alice");

  private final MemoryStore store = new MemoryStore();
  private final Installation installation = new Installation(store);
  private final StsService sts = installation.sallyport.sts();
  private final SessionManager sessions = installation.sallyport.sessions();

  @BeforeEach
  void createRoles() {
    for (String name : new String[] {"First", "Second"}) {
      installation.sallyport.roles().create(CreateRoleRequest.of(name, TRUST));
      installation.sallyport.roles().putPolicy(new RoleName(name), Installation.POLICY, ALL);
    }
    installation.sallyport.users().putPolicy(Installation.TESTER2, Installation.POLICY, ALL);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private AssumedRole begin() {
    return sts.assumeRole(
        installation.sallyport.principal(Installation.TESTER2),
        AssumeRoleRequest.of("arn:aws:iam:::role/First", "Bob").withSourceIdentity(ALICE));
  }

  private AssumedRole begin(AssumedRole parent) {
    return sts.assumeRole(
        parent.principal(), AssumeRoleRequest.of("arn:aws:iam:::role/Second", "Bob"));
  }

  private Role first() {
    return installation.sallyport.roles().get(new RoleName("First"));
  }

  private String answer(AssumedRole session) {
    return answer(session.credentials());
  }

  private String answer(Credentials credentials) {
    ClientSigner signer = ClientSigner.of(credentials, installation.clock);
    AccessAnswer answer = installation.sallyport.access().check(signer.s3("GET", "/my-bucket/k"));
    return answer instanceof AccessAnswer.Refused refused ? refused.code() : "granted";
  }

  private void endsWithAllThatDescend(Consumer<AssumedRole> revoke) {
    AssumedRole session = begin();
    AssumedRole child = begin(session);
    AssumedRole grandchild = begin(child);
    assertEquals("granted", answer(session));
    assertEquals("granted", answer(grandchild));
    revoke.accept(session);
    assertEquals("InvalidToken", answer(session));
    assertEquals("InvalidToken", answer(child));
    assertEquals("InvalidToken", answer(grandchild));
    installation.clock.advance(SPREAD);
    AssumedRole later = begin();
    assertEquals("granted", answer(later));
    assertEquals("granted", answer(begin(later)));
  }

  /** So that whatever made a revocation, whoever reads it finds it. */
  @Test
  void whatIsRevokedIsInTheDocumentThatTheHashOfItsIdSays() {
    for (String id : new String[] {"AAAABBBBCCCCDDDD", "ZZZZ2222YYYY3333", "ABCDEFGHIJKLMNOP"}) {
      sessions.revokeSession(id);
      String number = Integer.toString(Math.floorMod(("SESSION " + id).hashCode(), 16));
      Entry document = store.get(Key.of("revocation", number)).orElseThrow();
      assertTrue(
          new String(document.value().toByteArray(), StandardCharsets.UTF_8)
              .contains("SESSION " + id),
          number);
    }
  }

  @Test
  void oneSession() {
    endsWithAllThatDescend(
        session -> {
          AssumedRole other = begin();
          sessions.revokeSession(session.principal().details().id());
          assertEquals("granted", answer(other));
        });
  }

  @Test
  void allSessionsOfARole() {
    endsWithAllThatDescend(session -> sessions.revokeRole(first()));
  }

  @Test
  void allSessionsThatAUserBeganByWhateverName() {
    endsWithAllThatDescend(session -> sessions.revokeUser(tester2()));
    AssumedRole session = begin();
    UserName renamed = new UserName("renamed");
    installation.sallyport.users().update(Installation.TESTER2, Renaming.to(renamed));
    sessions.revokeUser(installation.sallyport.users().get(renamed).id());
    assertEquals("InvalidToken", answer(session));
  }

  private UserId tester2() {
    return installation.sallyport.users().get(Installation.TESTER2).id();
  }

  private Principal tester2Itself() {
    return installation.sallyport.principal(Installation.TESTER2);
  }

  @Test
  void allThatAUserBeganOfItsOwnAndForOthers() {
    BegunSession own = sts.getSessionToken(tester2Itself(), GetSessionTokenRequest.of());
    BegunSession bob =
        sts.getFederationToken(
            tester2Itself(), GetFederationTokenRequest.of("Bob").withPolicy(ALL.strip()));
    AssumedRole role =
        sts.assumeRole(own.principal(), AssumeRoleRequest.of("arn:aws:iam:::role/First", "Bob"));
    assertEquals("granted", answer(own.credentials()));
    assertEquals("granted", answer(bob.credentials()));
    assertEquals("granted", answer(role));
    sessions.revokeSession(((UserSession) own.principal()).details().id());
    assertEquals("InvalidToken", answer(own.credentials()));
    assertEquals("InvalidToken", answer(role));
    assertEquals("granted", answer(bob.credentials()));
    sessions.revokeUser(tester2());
    assertEquals("InvalidToken", answer(bob.credentials()));
  }

  @Test
  void allThatARootUserBegan() {
    Principal root = new Principal.Root(AccountId.EMPTY);
    BegunSession own = sts.getSessionToken(root, GetSessionTokenRequest.of());
    BegunSession bob =
        sts.getFederationToken(root, GetFederationTokenRequest.of("Bob").withPolicy(ALL.strip()));
    BegunSession users = sts.getSessionToken(tester2Itself(), GetSessionTokenRequest.of());
    sessions.revokeRoot(new AccountId("111122223333"));
    assertEquals("granted", answer(own.credentials()));
    sessions.revokeRoot(AccountId.EMPTY);
    assertEquals("InvalidToken", answer(own.credentials()));
    assertEquals("InvalidToken", answer(bob.credentials()));
    assertEquals("granted", answer(users.credentials()));
  }

  @Test
  void onlyThoseThatWereIssuedBeforeSomeTime() {
    for (Consumer<Instant> revoke :
        List.<Consumer<Instant>>of(
            time -> sessions.revokeRole(first(), time),
            time -> sessions.revokeUser(tester2(), time),
            time -> sessions.revokeSourceIdentity(ALICE, time))) {
      AssumedRole old = begin();
      AssumedRole child = begin(old);
      installation.clock.advance(Duration.ofSeconds(1));
      Instant time = installation.clock.instant();
      AssumedRole young = begin();
      revoke.accept(time);
      assertEquals("InvalidToken", answer(old));
      assertEquals("InvalidToken", answer(child));
      assertEquals("granted", answer(young));
      assertEquals("granted", answer(begin()));
      Instant tomorrow = time.plusSeconds(86_400);
      assertThrows(InvalidInputException.class, () -> revoke.accept(tomorrow));
    }
    Principal root = new Principal.Root(AccountId.EMPTY);
    BegunSession old = sts.getSessionToken(root, GetSessionTokenRequest.of());
    sessions.revokeRoot(AccountId.EMPTY, installation.clock.instant());
    assertEquals("granted", answer(old.credentials()));
    installation.clock.advance(Duration.ofSeconds(1));
    sessions.revokeRoot(AccountId.EMPTY, installation.clock.instant());
    assertEquals("InvalidToken", answer(old.credentials()));
  }

  /** Neither a full one nor a later time is undone by one of an earlier time, nor the reverse. */
  @Test
  void revocationsAddUp() {
    AssumedRole oldest = begin();
    installation.clock.advance(Duration.ofSeconds(10));
    Instant early = installation.clock.instant();
    AssumedRole middle = begin();
    installation.clock.advance(Duration.ofSeconds(10));
    Instant late = installation.clock.instant();
    AssumedRole young = begin();
    sessions.revokeRole(first(), early);
    assertEquals("InvalidToken granted", answer(oldest) + " " + answer(middle));
    sessions.revokeRole(first(), late);
    sessions.revokeRole(first(), early);
    assertEquals("InvalidToken granted", answer(middle) + " " + answer(young));
    sessions.revokeRole(first());
    sessions.revokeRole(first(), early);
    assertEquals("InvalidToken", answer(young));
    installation.clock.advance(SPREAD);
    assertEquals("granted", answer(begin()));
  }

  @Test
  void aDocumentFromBeforeThereWereTimesIsRead() {
    AssumedRole session = begin();
    sessions.revokeRole(first());
    List<Entry> now = store.list(KeyRange.under("revocation"), 100).entries();
    assertEquals(1, now.size());
    String without = now.get(0).value().text().replace(",\"revokedIfIssuedBefore\":{}", "");
    assertFalse(without.contains("revokedIfIssuedBefore"), without);
    store.commit(
        Commit.of(
            new Write.Replace(
                now.get(0).key(),
                Bytes.of(without.getBytes(StandardCharsets.UTF_8)),
                now.get(0).revision())));
    installation.clock.advance(SPREAD);
    assertEquals("InvalidToken", answer(session));
    assertEquals("granted", answer(begin()));
  }

  /** It would end, too: another node may have begun it by what was so before. */
  @Test
  void nothingBeginsBeforeEveryNodeCanHaveHeard() {
    Executable role = this::begin;
    Executable own = () -> sts.getSessionToken(tester2Itself(), GetSessionTokenRequest.of());
    Executable federated = () -> federated(tester2Itself());
    Principal root = new Principal.Root(AccountId.EMPTY);
    Executable ofRoot = () -> sts.getSessionToken(root, GetSessionTokenRequest.of());
    Executable federatedByRoot = () -> federated(root);
    List<Executable> all = List.of(role, own, federated, ofRoot, federatedByRoot);
    assertNoneBegins(() -> sessions.revokeRole(first()), List.of(role), all);
    assertNoneBegins(() -> sessions.revokeSourceIdentity(ALICE), List.of(role), all);
    assertNoneBegins(() -> sessions.revokeUser(tester2()), List.of(role, own, federated), all);
    assertNoneBegins(
        () -> sessions.revokeRoot(AccountId.EMPTY), List.of(ofRoot, federatedByRoot), all);
  }

  private BegunSession federated(Principal by) {
    return sts.getFederationToken(by, GetFederationTokenRequest.of("Bob").withPolicy(ALL.strip()));
  }

  private void assertNoneBegins(Runnable revoke, List<Executable> none, List<Executable> all) {
    revoke.run();
    for (Duration time : List.of(Duration.ZERO, SPREAD.minusMillis(1), Duration.ofSeconds(1))) {
      installation.clock.advance(time);
      boolean isOver = time.equals(Duration.ofSeconds(1));
      for (Executable each : all) {
        if (none.contains(each) && !isOver) {
          assertThrows(ThrottlingException.class, each);
        } else {
          assertDoesNotThrow(each);
        }
      }
    }
  }

  /** A code is right once. */
  @Test
  void noSecondFactorIsSpentOnASessionOfWhoeverWasRevokedJustNow() {
    installation.codes.add(tester2Itself().userId() + " arn:aws:iam:::mfa/phone 123456");
    GetSessionTokenRequest request =
        GetSessionTokenRequest.of().withMfaCode(new MfaCode("arn:aws:iam:::mfa/phone", "123456"));
    sessions.revokeUser(tester2());
    assertThrows(ThrottlingException.class, () -> sts.getSessionToken(tester2Itself(), request));
    installation.clock.advance(SPREAD);
    assertEquals("granted", answer(sts.getSessionToken(tester2Itself(), request).credentials()));
  }

  @Test
  void norDoesAnyOfACallerWhoseOwnSessionIsRevoked() {
    AssumedRole session = begin();
    sessions.revokeSession(session.principal().details().id());
    installation.clock.advance(SPREAD);
    assertEquals(
        Reason.REVOKED,
        assertThrows(InvalidCredentialsException.class, () -> begin(session)).reason());
  }

  @Test
  void aSessionThatKnowsMoreThanARestoredStoreEnds() {
    installation.clock.advance(SPREAD);
    List<Entry> copy = store.list(KeyRange.under("revocation"), 100).entries();
    sessions.revokeRole(first());
    installation.clock.advance(SPREAD);
    AssumedRole session = begin();
    assertEquals("granted", answer(session));
    restore(copy);
    assertEquals("InvalidToken", answer(session));
    sessions.revokeRole(first());
    assertEquals("InvalidToken", answer(session));
  }

  /** Of each document one: what comes last in an id says which. */
  private void revokeOneOfEachDocument() {
    for (char last = 'A'; last <= 'P'; last++) {
      sessions.revokeSession("AAAAAAAAAAAAAAA" + last);
    }
    assertEquals(16, store.list(KeyRange.under("revocation"), 100).entries().size());
  }

  @Test
  void whatIsRevokedByItsIdEndsThoughARestoredStoreCountsAnew() {
    List<Entry> copy = store.list(KeyRange.under("revocation"), 100).entries();
    revokeOneOfEachDocument();
    AssumedRole session = begin();
    AssumedRole child = begin(session);
    restore(copy);
    assertEquals("InvalidToken", answer(session));
    sessions.revokeSession(session.principal().details().id());
    assertEquals("InvalidToken", answer(session));
    assertEquals("InvalidToken", answer(child));
    revokeOneOfEachDocument();
    assertEquals("InvalidToken", answer(session));
    assertEquals("InvalidToken", answer(child));
  }

  /** What a host is told to do when it restores a copy. */
  @Test
  void noSessionOfBeforeOpensARestoredStoreWhoseTokenKeysAreStruckOut() {
    List<Entry> copy = store.list(KeyRange.under("revocation"), 100).entries();
    AssumedRole revoked = begin();
    sessions.revokeSession(revoked.principal().details().id());
    revokeOneOfEachDocument();
    AssumedRole ahead = begin();
    restore(copy);
    KeyManager keys = installation.sallyport.keys();
    keys.tokenKeys().forEach(key -> keys.strikeOut(key.id()));
    revokeOneOfEachDocument();
    assertEquals("InvalidToken", answer(revoked));
    assertEquals("InvalidToken", answer(ahead));
    installation.clock.advance(SPREAD);
    assertEquals("granted", answer(begin()));
  }

  private void restore(List<Entry> copy) {
    for (Entry now : store.list(KeyRange.under("revocation"), 100).entries()) {
      store.commit(Commit.of(new Write.Delete(now.key(), now.revision())));
    }
    copy.forEach(old -> store.commit(Commit.of(new Write.Create(old.key(), old.value()))));
    installation.clock.advance(
        Duration.ofMinutes(1)); // No proof is current, so the store is asked.
  }

  @Test
  void aSessionDescendsFromABoundedNumberOfOthers() {
    AssumedRole session = begin();
    LimitExceededException refused =
        assertThrows(
            LimitExceededException.class,
            () -> {
              AssumedRole last = begin();
              for (int i = 0; i < 100; i++) {
                last = begin(last);
              }
            });
    assertTrue(refused.getMessage().contains("descend"), refused::getMessage);
    assertEquals("granted", answer(session));
  }

  @Test
  void allSessionsOfASourceIdentity() {
    endsWithAllThatDescend(session -> sessions.revokeSourceIdentity(ALICE));
  }

  @Test
  void aRevokedDescendantLeavesItsAncestorAlone() {
    AssumedRole session = begin();
    AssumedRole child = begin(session);
    sessions.revokeSession(child.principal().details().id());
    assertEquals("InvalidToken", answer(child));
    assertEquals("granted", answer(session));
  }

  /** A node whose clock is ahead issues tokens that are younger than the revocation. */
  @Test
  void noClockSavesASessionThatBeganBefore() {
    installation.clock.advance(Duration.ofMinutes(10));
    AssumedRole session = begin();
    installation.clock.advance(Duration.ofMinutes(-10));
    sessions.revokeRole(first());
    installation.clock.advance(Duration.ofMinutes(10));
    assertEquals("InvalidToken", answer(session));
  }

  @Test
  void aRevocationIsKeptForAsLongAsASessionLastsAndThenSwept() {
    for (int i = 0; i < 200; i++) {
      sessions.revokeSession(id(i));
    }
    AssumedRole session = begin();
    sessions.revokeSession(session.principal().details().id());
    int full = size();
    installation.clock.advance(Duration.ofHours(36));
    sessions.revokeSession(id(1000));
    assertTrue(size() > full);
    installation.clock.advance(Duration.ofMinutes(16));
    for (int i = 0; i < 64; i++) {
      sessions.revokeSession(id(2000 + i));
    }
    assertTrue(size() < full);
    installation.clock.advance(SPREAD);
    AssumedRole later = begin();
    assertEquals("granted", answer(later));
    sessions.revokeRole(first());
    assertEquals("InvalidToken", answer(later));
  }

  @Test
  void moreThanCanBeKeptIsRefusedAndNothingIsForgotten() {
    AssumedRole session = begin();
    sessions.revokeSession(session.principal().details().id());
    String longest = "AIDA" + "X".repeat(110);
    assertThrows(
        LimitExceededException.class,
        () -> {
          for (int i = 0; i < 20_000; i++) {
            sessions.revokeUser(new UserId(longest + i));
          }
        });
    assertEquals("InvalidToken", answer(session));
    assertFalse(answer(begin()).equals("InvalidToken"));
  }

  @Test
  void whatNamesNoSessionIsRefused() {
    for (String id : new String[] {"", "x", "ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO!"}) {
      assertThrows(InvalidInputException.class, () -> sessions.revokeSession(id));
    }
  }

  private static String id(int number) {
    String digits =
        Integer.toString(number)
            .chars()
            .mapToObj(c -> "" + (char) (c + 17))
            .collect(Collectors.joining());
    return "Z".repeat(16 - digits.length()) + digits;
  }

  private int size() {
    return store.list(KeyRange.under("revocation"), 100).entries().stream()
        .mapToInt(entry -> entry.value().length())
        .sum();
  }
}
