package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.ConflictException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.error.UnavailableException;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.Write;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.TroubledStore.Trouble;
import io.sallyport.testing.UnkeptDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeTest {
  private static final List<String> ONE = List.of("one");
  private static final List<String> TWO = List.of("two");

  private final TroubledStore store = new TroubledStore();
  private final IamStore untroubled = store.untroubled();
  private final Documents documents = UnkeptDocuments.of(store);
  private final Documents others = UnkeptDocuments.of(untroubled);
  private final Table<List<String>> table = documents.table(new Things(), "thing");

  @Test
  void aChangeCreatesReplacesAndDeletes() {
    put("a", ONE);
    assertEquals(Optional.of(ONE), table.get("a"));
    put("a", TWO);
    assertEquals(Optional.of(TWO), table.get("a"));
    documents.change("a", change -> change.delete(table, "a"));
    assertEquals(Optional.empty(), table.get("a"));
  }

  @Test
  void aChangeSeesWhatItHasMade() {
    put("a", ONE);
    List<Optional<List<String>>> seen = new ArrayList<>();
    documents.change(
        "a",
        change -> {
          change.put(table, TWO, "a");
          seen.add(change.get(table, "a"));
          change.delete(table, "a");
          seen.add(change.get(table, "a"));
          change.put(table, ONE, "b");
          change.delete(table, "b");
          seen.add(change.get(table, "b"));
        });
    assertEquals(List.of(Optional.of(TWO), Optional.empty(), Optional.empty()), seen);
    assertEquals(Optional.empty(), table.get("a"));
    assertEquals(Optional.empty(), table.get("b"));
  }

  @Test
  void whatThrowsChangesNothing() {
    assertThrows(
        NoSuchEntityException.class,
        () ->
            documents.change(
                "a",
                change -> {
                  change.put(table, ONE, "a");
                  throw new NoSuchEntityException("the thing", "b");
                }));
    assertEquals(Optional.empty(), table.get("a"));
  }

  @Test
  void whatIsToBeDoneAfterwardsIsDoneOnceIfTheChangeWasMadeAndNotOtherwise() {
    List<String> done = new ArrayList<>();
    AtomicInteger attempts = new AtomicInteger();
    documents.change(
        "a",
        change -> {
          change.put(table, ONE, "a");
          change.afterwards(() -> done.add("made, and is " + table.get("a").orElseThrow()));
          if (attempts.incrementAndGet() == 1) {
            others.change("a", other -> other.put(others.table(new Things(), "thing"), TWO, "a"));
          }
        });
    assertEquals(2, attempts.get());
    documents.change(
        "a",
        change -> {
          assertEquals(Optional.of(ONE), change.get(table, "a"));
          change.afterwards(() -> done.add("changed nothing"));
        });
    assertThrows(
        NoSuchEntityException.class,
        () ->
            documents.change(
                "a",
                change -> {
                  change.put(table, TWO, "a");
                  change.afterwards(() -> done.add("threw"));
                  throw new NoSuchEntityException("the thing", "b");
                }));
    assertEquals(List.of("made, and is [one]"), done);
  }

  @Test
  void fieldsThatThisVersionDoesNotKnowSurvive() {
    Bytes value = Document.bytes(Document.create().put("newer", "kept"));
    untroubled.commit(Commit.of(new Write.Create(Key.of("raw", "a"), value)));
    Table<List<String>> raw = documents.table(new Unread(), "raw");
    documents.change("a", change -> change.put(raw, TWO, "a"));
    Document after = documents.read(Key.of("raw", "a")).orElseThrow();
    assertEquals("kept", after.text("newer"));
    assertEquals(TWO, after.texts("items"));
  }

  @Test
  void eachDocumentThatIsWrittenCarriesTheNameOfItsChangeAndNoOther() {
    documents.change(
        "both",
        change -> {
          change.put(table, ONE, "a");
          change.put(table, ONE, "b");
        });
    String first = name("a");
    assertEquals(first, name("b"));
    documents.change(
        "b",
        change -> {
          assertEquals(Optional.of(ONE), change.get(table, "a"));
          change.put(table, ONE, "b");
        });
    assertEquals(first, name("a"));
    assertNotEquals(first, name("b"));
  }

  @Test
  void whatIsOnlyReadIsNotWritten() {
    put("a", ONE);
    Entry before = entry("a");
    documents.change("b", change -> change.put(table, change.get(table, "a").orElseThrow(), "b"));
    assertEquals(before, entry("a"));
    assertEquals(Optional.of(ONE), table.get("b"));
  }

  @Test
  void whoReadsWhatOthersThenChangeReadsAgain() {
    put("a", ONE);
    AtomicInteger attempts = new AtomicInteger();
    documents.change(
        "b",
        change -> {
          List<String> read = change.get(table, "a").orElseThrow();
          if (attempts.incrementAndGet() == 1) {
            othersPut("a", TWO);
          }
          change.put(table, read, "b");
        });
    assertEquals(2, attempts.get());
    assertEquals(Optional.of(TWO), table.get("b"));
  }

  @Test
  void whoReadsThatNothingIsThereReadsAgainWhenOthersMakeIt() {
    AtomicInteger attempts = new AtomicInteger();
    documents.change(
        "b",
        change -> {
          boolean there = change.get(table, "a").isPresent();
          if (attempts.incrementAndGet() == 1) {
            othersPut("a", TWO);
          }
          change.put(table, List.of(there ? "there" : "absent"), "b");
        });
    assertEquals(Optional.of(List.of("there")), table.get("b"));
  }

  /** What is read of two documents at two moments may never have been so. */
  @Test
  void aRefusalThatRestsOnTwoMomentsIsTriedAgain() {
    put("place", List.of("x"));
    put("x", ONE);
    AtomicInteger attempts = new AtomicInteger();
    List<String> found =
        documents.changeAndAnswer(
            "x",
            change -> {
              String place = change.get(table, "place").orElseThrow().get(0);
              if (attempts.incrementAndGet() == 1) {
                move("x", "y");
              }
              return change
                  .get(table, place)
                  .orElseThrow(() -> new NoSuchEntityException("the thing", place));
            });
    assertEquals(ONE, found);
    assertEquals(2, attempts.get());
  }

  @Test
  void anAnswerThatRestsOnTwoMomentsIsTriedAgain() {
    put("a", ONE);
    put("b", ONE);
    AtomicInteger attempts = new AtomicInteger();
    List<List<String>> both =
        documents.changeAndAnswer(
            "both",
            change -> {
              List<String> a = change.get(table, "a").orElseThrow();
              if (attempts.incrementAndGet() == 1) {
                othersPut("a", TWO);
                othersPut("b", TWO);
              }
              return List.of(a, change.get(table, "b").orElseThrow());
            });
    assertEquals(List.of(TWO, TWO), both);
  }

  @Test
  void othersWhoNeverRestEndInAConflict() {
    put("a", ONE);
    assertThrows(
        ConflictException.class,
        () ->
            documents.change(
                "a",
                change -> {
                  change.put(table, ONE, "a");
                  othersPut("a", TWO);
                }));
    assertEquals(Optional.of(TWO), table.get("a"));
  }

  @ParameterizedTest
  @EnumSource(names = {"MADE_IN_SILENCE", "LOST_IN_SILENCE", "LATE"})
  void aChangeOfUnknownOutcomeIsMadeOnceThoughItsFirstReadIsOnlyExpected(Trouble trouble) {
    put("expected", ONE);
    put("counter", List.of());
    store.nextCommits(trouble);
    documents.change(
        "counter",
        change -> {
          assertEquals(Optional.of(ONE), change.get(table, "expected"));
          List<String> counted = change.get(table, "counter").orElseThrow();
          change.put(table, Stream.concat(counted.stream(), Stream.of("x")).toList(), "counter");
        });
    assertEquals(Optional.of(List.of("x")), table.get("counter"));
  }

  @Test
  void aLostChangeWhoseExpectationIsGoneIsDoneAnew() {
    put("expected", ONE);
    put("copy", List.of());
    store.nextCommits(Trouble.LOST_IN_SILENCE);
    store.meanwhile(() -> othersPut("expected", TWO));
    documents.change(
        "copy", change -> change.put(table, change.get(table, "expected").orElseThrow(), "copy"));
    assertEquals(Optional.of(TWO), table.get("copy"));
  }

  @Test
  void tooMuchTogetherIsALimitAndChangesNothing() {
    assertThrows(
        LimitExceededException.class,
        () ->
            documents.change(
                "many",
                change -> {
                  for (int i = 0; i <= Commit.MAX_WRITES; i++) {
                    change.put(table, ONE, "many" + i);
                  }
                }));
    assertEquals(Optional.empty(), table.get("many0"));
  }

  @Test
  void whatCannotBeReadIsNotOverwritten() {
    Bytes value = Document.bytes(Document.create().put("items", "no array"));
    untroubled.commit(Commit.of(new Write.Create(Key.of("thing", "a"), value)));
    assertThrows(UnavailableException.class, () -> put("a", ONE));
    assertEquals(value, entry("a").value());
  }

  @Test
  void aChangeThatIsOverDoesNothingMore() {
    List<Change> kept = new ArrayList<>();
    documents.change("a", kept::add);
    assertThrows(IllegalStateException.class, () -> kept.get(0).put(table, ONE, "a"));
    assertThrows(IllegalStateException.class, () -> kept.get(0).get(table, "a"));
  }

  private void put(String name, List<String> items) {
    documents.change(name, change -> change.put(table, items, name));
  }

  private void othersPut(String name, List<String> items) {
    others.change(name, change -> change.put(table, items, name));
  }

  private void move(String from, String to) {
    others.change(
        from,
        change -> {
          change.put(table, change.get(table, from).orElseThrow(), to);
          change.delete(table, from);
          change.put(table, List.of(to), "place");
        });
  }

  private String name(String thing) {
    return documents.read(Key.of("thing", thing)).orElseThrow().text("change");
  }

  private Entry entry(String thing) {
    return untroubled.get(Key.of("thing", thing)).orElseThrow();
  }

  /** Reads nothing, so that it can write what has no items yet. */
  private static final class Unread implements Codec<List<String>> {
    @Override
    public List<String> read(Document document) {
      return List.of();
    }

    @Override
    public void write(List<String> items, ObjectNode json) {
      new Things().write(items, json);
    }
  }
}
