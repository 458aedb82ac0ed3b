package io.sallyport.entity;

import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyUse;
import io.sallyport.document.Documents;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.UnkeptDocuments;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyUsesTest {
  private final TroubledStore store = new TroubledStore();
  private final Installation installation = new Installation(store);
  private final SettableClock clock = installation.clock;
  private final Documents documents = UnkeptDocuments.of(store);
  private final KeyUses uses = new KeyUses(documents, clock);
  private final AccessKeyId id = installation.key2.id();

  @AfterEach
  void close() {
    uses.close();
    installation.close();
  }

  @Test
  void aUseIsKnownAtOnceAndWrittenOnceAnHour() {
    use();
    assertEquals(clock.instant(), uses.find(id).orElseThrow().date());
    assertTrue(written().isEmpty());
    uses.write();
    Entry first = written().orElseThrow();
    clock.advance(Duration.ofMinutes(59));
    use();
    uses.write();
    assertEquals(first, written().orElseThrow());
    assertEquals(clock.instant(), uses.find(id).orElseThrow().date());
    clock.advance(Duration.ofMinutes(1));
    uses.write();
    assertTrue(written().orElseThrow().revision().compareTo(first.revision()) > 0);
    clock.advance(Duration.ofHours(2));
    Entry second = written().orElseThrow();
    uses.write();
    assertEquals(second, written().orElseThrow());
  }

  @Test
  void whatIsWrittenIsKnownToOthers() {
    use();
    uses.write();
    try (KeyUses others = new KeyUses(documents, clock)) {
      assertEquals(uses.find(id), others.find(id));
    }
  }

  @Test
  void ofADeletedKeyNothingIsWrittenOrLeft() {
    use();
    uses.write();
    installation.sallyport.users().deleteAccessKey(TESTER2, id);
    assertTrue(written().isEmpty());
    clock.advance(Duration.ofHours(2));
    use();
    uses.write();
    assertTrue(written().isEmpty());
  }

  @Test
  void aUseIsWrittenAtTheEndIfTheStoreCanBeAsked() {
    use();
    uses.close();
    assertTrue(written().isPresent());
    try (KeyUses others = new KeyUses(documents, clock)) {
      others.used(installation.key1.id(), new AccessKeyUse(clock.instant(), "s3", "us-east-1"));
      store.stopAnswering();
    }
    store.answerAgain();
    assertTrue(store.get(Key.of("access-key-use", installation.key1.id().value())).isEmpty());
  }

  private void use() {
    uses.used(id, new AccessKeyUse(clock.instant(), "s3", "us-east-1"));
  }

  private Optional<Entry> written() {
    return store.get(Key.of("access-key-use", id.value()));
  }
}
