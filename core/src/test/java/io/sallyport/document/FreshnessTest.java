package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.UnavailableException;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.Write;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.TroubledStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Key KEY = Key.of("role", "", "/", "a");
  private static final Duration MAX_STALENESS = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(20);

  private final TroubledStore store = new TroubledStore();
  private final SettableClock clock = new SettableClock();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger reads = new AtomicInteger();
  private final Documents documents =
      new Documents(
          store,
          clock,
          MAX_STALENESS,
          new Freshness() {
            @Override
            public void lost(String reason) {
              told.add("lost");
            }

            @Override
            public void restored() {
              told.add("restored");
            }
          });

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @Test
  void anothersChangeComesThrough() {
    create(KEY, "one");
    assertEquals(Optional.of("one"), value());
    replace(KEY, "two");
    eventually("two");
  }

  @Test
  void aNameThatAppearsIsFoundThoughItWasKeptAsAbsent() {
    assertEquals(Optional.empty(), value());
    create(KEY, "one");
    eventually("one");
  }

  @Test
  void aNodesOwnWriteIsSeenAtItsNextCall() {
    documents.commit(Commit.of(new Write.Create(KEY, document("v0"))));
    for (int i = 1; i < 200; i++) {
      assertEquals(Optional.of("v" + (i - 1)), value());
      Entry entry = store.get(KEY).orElseThrow();
      documents.commit(Commit.of(new Write.Replace(KEY, document("v" + i), entry.revision())));
    }
    assertEquals(Optional.of("v199"), value());
  }

  @Test
  void whatIsFreshIsReadOnce() {
    create(KEY, "one");
    awaitKept();
    int before = reads.get();
    for (int i = 0; i < 100; i++) {
      assertEquals(Optional.of("one"), value());
    }
    assertEquals(before, reads.get());
  }

  @Test
  void whatAChangeOnlyReadsStaysKept() {
    create(KEY, "one");
    awaitKept();
    int before = reads.get();
    Table<String> roles = documents.table(new Values(), "role");
    documents.change(
        "b", change -> change.put(roles, change.get(roles, "", "/", "a").orElseThrow(), "b"));
    assertEquals(Optional.of("one"), value());
    assertEquals(before, reads.get());
    assertEquals(Optional.of("one"), roles.get("b"));
  }

  /** A change that fails for sure takes from no decision what it can still be made on. */
  @Test
  void aChangeThatTheStoreRefusedForgetsNothing() {
    create(KEY, "one");
    awaitKept();
    Entry entry = store.get(KEY).orElseThrow();
    store.stopAnswering();
    assertThrows(
        UnavailableException.class,
        () ->
            documents.commit(Commit.of(new Write.Replace(KEY, document("two"), entry.revision()))));
    assertEquals(Optional.of("one"), value());
  }

  /** Documents of one text. */
  private static final class Values implements Codec<String> {
    @Override
    public String read(Document document) {
      return document.text("value");
    }

    @Override
    public void write(String value, ObjectNode json) {
      json.put("value", value);
    }
  }

  @Test
  void withoutProofForTooLongTheStoreIsAskedAndItsSilenceIsAnError() {
    create(KEY, "one");
    awaitKept();
    store.stopAnswering();
    assertEquals(Optional.of("one"), value());
    clock.advance(MAX_STALENESS.plusSeconds(1));
    assertThrows(UnavailableException.class, this::value);
    assertThrows(UnavailableException.class, this::value);
    assertEquals(List.of("lost"), told);
    store.answerAgain();
    replace(KEY, "two");
    assertEquals(Optional.of("two"), value());
    eventuallyTold(List.of("lost", "restored"));
  }

  @Test
  void aWatchThatNeverWorkedIsTold() {
    create(KEY, "one");
    store.stopAnswering();
    assertThrows(UnavailableException.class, this::value);
    assertEquals(List.of(), told);
    clock.advance(MAX_STALENESS.plusSeconds(1));
    assertThrows(UnavailableException.class, this::value);
    assertEquals(List.of("lost"), told);
  }

  @Test
  void aClockThatGoesBackwardsProvesNothing() {
    create(KEY, "one");
    awaitKept();
    store.stopAnswering();
    clock.advance(Duration.ofHours(-1));
    assertThrows(UnavailableException.class, this::value);
  }

  /** What the clock made too new once is not recent when the clock has caught up with it. */
  @Test
  void aClockThatGoesBackAndCatchesUpProvesNothingEither() {
    create(KEY, "one");
    awaitKept();
    store.stopAnswering();
    clock.advance(Duration.ofMinutes(-10));
    assertThrows(UnavailableException.class, this::value);
    clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    assertThrows(UnavailableException.class, this::value);
    store.answerAgain();
    replace(KEY, "two");
    eventually("two");
  }

  @Test
  void aLoadThatAChangeOvertakesIsNotKept() {
    DocumentCache cache = new DocumentCache(clock, MAX_STALENESS, Freshness.unwatched());
    cache.proofs().watchBegins();
    cache.proofs().proven(clock.instant());
    create(KEY, "old");
    Optional<String> first =
        cache.get(
            KEY,
            key -> {
              Optional<Entry> read = store.get(key);
              replace(KEY, "new");
              cache.changed(KEY);
              return read;
            },
            document -> document.text("value"));
    assertEquals(Optional.of("old"), first);
    assertEquals(
        Optional.of("new"), cache.get(KEY, store::get, document -> document.text("value")));
  }

  @Test
  void whatAnEarlierWatchKeptIsReadAgain() {
    DocumentCache cache = new DocumentCache(clock, MAX_STALENESS, Freshness.unwatched());
    cache.proofs().watchBegins();
    cache.proofs().proven(clock.instant());
    create(KEY, "old");
    assertEquals(
        Optional.of("old"), cache.get(KEY, store::get, document -> document.text("value")));
    replace(KEY, "new");
    cache.proofs().watchBegins();
    assertEquals(
        Optional.of("new"), cache.get(KEY, store::get, document -> document.text("value")));
  }

  @Test
  void manyUnknownNamesDoNotPushOutWhatIsKnown() {
    create(KEY, "one");
    awaitKept();
    assertEquals(Optional.of("one"), value());
    for (int i = 0; i < 30_000; i++) {
      documents.get(Key.of("access-key", "unknown" + i), document -> "");
    }
    store.stopAnswering();
    assertEquals(Optional.of("one"), value());
  }

  private Optional<String> value() {
    return documents.get(
        KEY,
        document -> {
          reads.incrementAndGet();
          return document.text("value");
        });
  }

  /** Nothing is kept before the first proof. */
  private void awaitKept() {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          int before;
          do {
            value();
            before = reads.get();
            value();
          } while (reads.get() != before);
        });
  }

  private void eventually(String expected) {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          while (!value().equals(Optional.of(expected))) {
            Thread.onSpinWait();
          }
        });
  }

  private void eventuallyTold(List<String> expected) {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          while (!told.equals(expected)) {
            Thread.onSpinWait();
          }
        });
  }

  private void create(Key key, String value) {
    untroubled().commit(Commit.of(new Write.Create(key, document(value))));
  }

  private void replace(Key key, String value) {
    Entry entry = untroubled().get(key).orElseThrow();
    untroubled().commit(Commit.of(new Write.Replace(key, document(value), entry.revision())));
  }

  private IamStore untroubled() {
    return store.untroubled();
  }

  private static Bytes document(String value) {
    return Document.bytes(Document.create().put("value", value));
  }
}
