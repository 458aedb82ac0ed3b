package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Rule 14: commits that expect what they do not write. */
abstract class ExpectationRules extends ConcurrencyRules {
  private static final int ROUNDS = 40;
  private static final Bytes VALUE = Bytes.utf8("value");
  private static final Key A = Key.of("a");
  private static final Key B = Key.of("b");
  private static final Key C = Key.of("c");

  @Test
  void rule14_aCommitIsMadeOnlyIfWhatItExpectsIsAtItsRevision() {
    Revision first = create(A, "one");
    commit(new Write.Create(Key.of("w", "1"), VALUE), new Write.Expect(A, first));
    Revision second = replace(A, "two", first);
    assertEquals(A, refused(new Write.Create(B, VALUE), new Write.Expect(A, first)));
    Revision future = new Revision(second.value() + 1);
    assertEquals(A, refused(new Write.Create(B, VALUE), new Write.Expect(A, future)));
    assertEquals(C, refused(new Write.Create(B, VALUE), new Write.Expect(C, second)));
    commit(new Write.Create(Key.of("w", "2"), VALUE), new Write.Expect(A, second));
    delete(A, second);
    assertEquals(A, refused(new Write.Create(B, VALUE), new Write.Expect(A, second)));
    create(A, "two");
    assertEquals(A, refused(new Write.Create(B, VALUE), new Write.Expect(A, second)));
    assertEquals(Optional.empty(), store().get(B));
  }

  @Test
  void rule14_aCommitIsMadeOnlyIfWhatItExpectsAbsentIsAbsent() {
    commit(new Write.Create(Key.of("w", "1"), VALUE), new Write.ExpectAbsent(A));
    Revision first = create(A, "one");
    assertEquals(A, refused(new Write.Create(B, VALUE), new Write.ExpectAbsent(A)));
    delete(A, first);
    commit(new Write.Create(Key.of("w", "2"), VALUE), new Write.ExpectAbsent(A));
    assertEquals(Optional.empty(), store().get(A));
    assertEquals(Optional.empty(), store().get(B));
  }

  @Test
  void rule14_whatIsOnlyExpectedKeepsItsValueAndRevision() {
    Revision a = create(A, "a");
    Revision c = create(C, "c");
    commit(new Write.Replace(C, VALUE, c), new Write.Expect(A, a), new Write.ExpectAbsent(B));
    assertEquals(new Entry(A, Bytes.utf8("a"), a), entry(A));
    assertEquals(List.of(A, C), keys(KeyRange.all()));
    assertEquals(
        new Entry(A, Bytes.utf8("a"), a), store().list(KeyRange.all(), 1).entries().get(0));
    replace(A, "still at its revision", a);
  }

  @Test
  void rule14_noWatchReportsWhatIsOnlyExpected() throws InterruptedException {
    Key expected = Key.of("expected", "a");
    Revision a = create(expected, "a");
    Cursor start = now();
    try (Watch all = watch(start);
        Watch quiet = store().watch(KeyRange.under("expected"), start)) {
      Revision made =
          commit(
              new Write.Expect(expected, a),
              new Write.Create(C, VALUE),
              new Write.ExpectAbsent(Key.of("expected", "b")));
      List<WatchEvent.Changed> seen = drain(all);
      assertTrue(seen.stream().allMatch(change -> change.key().equals(C)), seen::toString);
      assertEquals(Map.of(C, made), latest(seen));
      assertEquals(List.of(), drain(quiet));
    }
  }

  @Test
  void rule14_oneWrongExpectationAnywhereChangesNothing() {
    Revision a = create(A, "a");
    Revision b = create(B, "b");
    Revision there = create(Key.of("there"), "in the way");
    List<Entry> before = all(KeyRange.all(), LONGEST_PAGE);
    List<Write> wrongs =
        List.of(
            new Write.Expect(Key.of("absent"), there),
            new Write.Expect(Key.of("there"), b),
            new Write.ExpectAbsent(Key.of("there")));
    for (Write wrong : wrongs) {
      for (int place = 0; place <= 3; place++) {
        List<Write> writes =
            new ArrayList<>(
                List.of(
                    new Write.Replace(A, VALUE, a),
                    new Write.Expect(B, b),
                    new Write.Create(C, VALUE)));
        writes.add(place, wrong);
        assertEquals(wrong.key(), refused(writes.toArray(Write[]::new)));
        assertEquals(before, all(KeyRange.all(), LONGEST_PAGE));
      }
    }
  }

  @Test
  void rule14_aCommitMayExpectAllItsKeysButOne() {
    List<Write> writes = new ArrayList<>(List.of(new Write.Create(A, VALUE)));
    for (int i = 1; i < Commit.MAX_WRITES; i++) {
      Key key = Key.of("k".repeat(Key.MAX_LENGTH - 10) + i);
      writes.add(i % 2 == 0 ? new Write.ExpectAbsent(key) : new Write.Expect(key, create(key, "")));
    }
    commit(writes.toArray(Write[]::new));
    assertEquals(VALUE, entry(A).value());
  }

  @Test
  void rule14_anAttachmentAndTheDeletionOfWhatIsAttachedAreNeverBothMade() throws Exception {
    assertOneOfEachPairIsMade(
        List.of(store(), store()),
        round -> {
          Key thing = Key.of("thing", "" + round);
          Key link = Key.of("link", "" + round);
          Revision revision = create(thing, "v");
          return List.of(
              Commit.of(new Write.Create(link, VALUE), new Write.Expect(thing, revision)),
              Commit.of(new Write.Delete(thing, revision), new Write.ExpectAbsent(link)));
        });
  }

  @Test
  void rule14_ofTwoThatExpectEachOthersKeyToStayOneIsMade() throws Exception {
    assertOneOfEachPairIsMade(List.of(store(), store()), this::eachToStay);
  }

  /** Two that expect each other's key to stay as it is. */
  final List<Commit> eachToStay(int round) {
    Key one = Key.of("one", "" + round);
    Key two = Key.of("two", "" + round);
    Revision first = create(one, "v");
    Revision second = create(two, "v");
    return List.of(
        Commit.of(new Write.Replace(one, VALUE, first), new Write.Expect(two, second)),
        Commit.of(new Write.Expect(one, first), new Write.Replace(two, VALUE, second)));
  }

  @Test
  void rule14_ofTwoThatExpectEachOthersKeyToBeAbsentOneIsMade() throws Exception {
    assertOneOfEachPairIsMade(List.of(store(), store()), ExpectationRules::eachToBeAbsent);
  }

  /** Two that expect each other's key to be absent. */
  static List<Commit> eachToBeAbsent(int round) {
    Key one = Key.of("one", "" + round);
    Key two = Key.of("two", "" + round);
    return List.of(
        Commit.of(new Write.Create(one, VALUE), new Write.ExpectAbsent(two)),
        Commit.of(new Write.ExpectAbsent(one), new Write.Create(two, VALUE)));
  }

  /**
   * Two threads commit at the same moment, again and again; nobody else writes.
   *
   * @param by through what each of them commits
   */
  static void assertOneOfEachPairIsMade(List<IamStore> by, IntFunction<List<Commit>> pairs)
      throws Exception {
    List<List<Commit>> rounds = new ArrayList<>();
    List<AtomicInteger> made = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      rounds.add(pairs.apply(round));
      made.add(new AtomicInteger());
    }
    CyclicBarrier bothAreHere = new CyclicBarrier(2);
    inParallel(
        2,
        thread -> {
          for (int round = 0; round < ROUNDS; round++) {
            bothAreHere.await(60, TimeUnit.SECONDS);
            Commit commit = rounds.get(round).get(thread);
            if (by.get(thread).commit(commit) instanceof CommitResult.Committed) {
              made.get(round).incrementAndGet();
            }
          }
        });
    for (AtomicInteger ofRound : made) {
      assertEquals(1, ofRound.get(), "commits made of two that exclude each other");
    }
  }
}
