package io.sallyport.entity;

import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyUse;
import io.sallyport.document.Documents;
import io.sallyport.identity.UserName;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.Write;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.UnkeptDocuments;
import io.sallyport.user.UserManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void oneThatCannotBeReadStopsNoOther() {
    List<AccessKeyId> keys = new ArrayList<>();
    UserManager users = installation.sallyport.users();
    for (int i = 0; i < 30; i++) {
      UserName name = new UserName("user" + i);
      users.create(name);
      keys.add(users.createAccessKey(name).id());
      uses.used(keys.get(i), new AccessKeyUse(clock.instant(), "s3", "us-east-1"));
    }
    keys.subList(0, 10)
        .forEach(
            unreadable ->
                store.commit(
                    Commit.of(
                        new Write.Create(
                            Key.of("access-key-use", unreadable.value()), Bytes.utf8("{")))));
    uses.write();
    for (AccessKeyId each : keys.subList(10, 30)) {
      assertTrue(store.get(Key.of("access-key-use", each.value())).isPresent(), "" + each);
    }
    clock.advance(Duration.ofHours(2));
    use();
    uses.write();
    assertTrue(written().isPresent());
  }

  @Test
  void aStoreThatIsOutIsAskedNoMoreInAPassThanItTakesToKnow() {
    for (int i = 0; i < 100; i++) {
      uses.used(
          new AccessKeyId("KEY" + (1_000_000_000_000_000L + i)),
          new AccessKeyUse(clock.instant(), "s3", "us-east-1"));
    }
    use();
    store.stopAnswering();
    uses.write();
    assertEquals(8, store.refusals());
    store.answerAgain();
    uses.write();
    assertTrue(written().isPresent());
  }

  private void use() {
    uses.used(id, new AccessKeyUse(clock.instant(), "s3", "us-east-1"));
  }

  private Optional<Entry> written() {
    return store.get(Key.of("access-key-use", id.value()));
  }
}
