package io.sallyport.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SessionToken;
import io.sallyport.document.Documents;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.journal.Journal;
import io.sallyport.keyring.KeyRing;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.principal.Anonymous;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.Installation;
import io.sallyport.testing.UnkeptDocuments;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenedSessionsTest {
  private static final int BYTES = 1 << 20;

  private final MasterKey masterKey = MasterKey.of(new byte[MasterKey.LENGTH]);
  private final IamStore store = new MemoryStore();
  private final Installation installation = new Installation(store);
  private final Documents documents = UnkeptDocuments.of(store);
  private final KeyRing keys =
      KeyRing.open(documents, masterKey, new SecureRandom(), installation.clock);
  private final OpenedSessions sessions =
      new OpenedSessions(new SessionTokens(keys), keys, documents, BYTES);

  @BeforeEach
  void createRole() {
    installation.createRole();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private Credentials begin() {
    return installation.assumeRole().credentials();
  }

  private Session open(Credentials of) {
    return open(of.accessKeyId(), of.sessionToken());
  }

  private Session open(AccessKeyId id, SessionToken token) {
    return sessions.open(id, token, session -> new Anonymous()).session();
  }

  private void assertRefused(AccessKeyId id, SessionToken token) {
    assertEquals(
        Reason.INVALID_SESSION_TOKEN,
        assertThrows(InvalidCredentialsException.class, () -> open(id, token)).reason());
  }

  private void strikeOut() {
    KeyRotation rotation =
        new KeyRotation(
            documents,
            keys,
            new SecureRandom(),
            installation.clock,
            Duration.ofSeconds(30),
            Duration.ofDays(30),
            Journal.none());
    rotation.strikeOut(rotation.tokenKeys().get(0).id());
  }

  private void assertRefused(Credentials of) {
    assertRefused(of.accessKeyId(), of.sessionToken());
  }

  @Test
  void aSessionIsUnsealedOnce() {
    Credentials bob = begin();
    Session opened = open(bob);
    SessionToken same = SessionToken.of(new String(bob.sessionToken().reveal().toCharArray()));
    assertSame(opened, open(bob.accessKeyId(), same));
    assertEquals(new SessionTokens(keys).open(bob.sessionToken()), opened);
  }

  @Test
  void aTokenIsThatOfItsOwnAccessKeyAloneOpenedBeforeOrNot() {
    Credentials used = begin();
    Credentials other = begin();
    Session opened = open(used);
    assertRefused(used.accessKeyId(), other.sessionToken());
    assertRefused(other.accessKeyId(), used.sessionToken());
    assertSame(opened, open(used));
  }

  @Test
  void aTokenThatDiffersInOneLetterIsAnotherOne() {
    Credentials bob = begin();
    Session opened = open(bob);
    for (int i = 0; i < bob.sessionToken().reveal().length(); i += 7) {
      StringBuilder changed = new StringBuilder(bob.sessionToken().reveal());
      changed.setCharAt(i, changed.charAt(i) == 'A' ? 'B' : 'A');
      assertRefused(bob.accessKeyId(), SessionToken.of(changed.toString()));
    }
    assertSame(opened, open(bob));
  }

  @Test
  void aKeyThatWasStruckOutOpensNothingKeptOrNot() {
    Credentials kept = begin();
    Credentials other = begin();
    Session unused = open(kept);
    strikeOut();
    assertRefused(kept);
    assertRefused(kept);
    assertRefused(other);
    assertRefused(other);
  }

  @Test
  void aKeyThatIsStruckOutBeforeItIsAskedWhoseTheSessionIsMakesItNobodys() {
    Credentials bob = begin();
    OpenedSession opened =
        sessions.open(bob.accessKeyId(), bob.sessionToken(), session -> new Anonymous());
    assertEquals(new Anonymous(), opened.caller().get());
    strikeOut();
    assertThrows(InvalidCredentialsException.class, () -> opened.caller().get());
  }

  @Test
  void manySessionsTakeNoMoreThanTheirShare() {
    for (int i = 0; i < 2_000; i++) {
      Session unused = open(begin());
    }
    assertTrue(sessions.weight() <= BYTES, "" + sessions.weight());
  }
}
