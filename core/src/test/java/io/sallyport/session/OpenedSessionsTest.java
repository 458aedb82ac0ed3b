package io.sallyport.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.SessionToken;
import io.sallyport.document.Documents;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.journal.Journal;
import io.sallyport.keyring.KeyRing;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.masterkey.MasterKey;
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
  private final OpenedSessions sessions = new OpenedSessions(new SessionTokens(keys), keys, BYTES);

  @BeforeEach
  void createRole() {
    installation.createRole();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private SessionToken token() {
    return installation.assumeRole().credentials().sessionToken();
  }

  private void assertRefused(SessionToken token) {
    assertEquals(
        Reason.INVALID_SESSION_TOKEN,
        assertThrows(InvalidCredentialsException.class, () -> sessions.open(token)).reason());
  }

  @Test
  void aSessionIsUnsealedOnce() {
    SessionToken token = token();
    Session opened = sessions.open(token);
    assertSame(opened, sessions.open(SessionToken.of(token.reveal())));
    assertEquals(new SessionTokens(keys).open(token), opened);
  }

  @Test
  void aTokenThatDiffersInOneLetterIsAnotherOne() {
    SessionToken token = token();
    Session unused = sessions.open(token);
    for (int i = 0; i < token.reveal().length(); i += 7) {
      StringBuilder changed = new StringBuilder(token.reveal());
      changed.setCharAt(i, changed.charAt(i) == 'A' ? 'B' : 'A');
      assertRefused(SessionToken.of(changed.toString()));
    }
  }

  @Test
  void aKeyThatWasStruckOutOpensNothingKeptOrNot() {
    SessionToken kept = token();
    SessionToken other = token();
    Session unused = sessions.open(kept);
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
    assertRefused(kept);
    assertRefused(kept);
    assertRefused(other);
    assertRefused(other);
  }

  @Test
  void manySessionsTakeNoMoreThanTheirShare() {
    for (int i = 0; i < 2_000; i++) {
      Session unused = sessions.open(token());
    }
    assertTrue(sessions.weight() <= BYTES, "" + sessions.weight());
  }
}
