package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The contract of a store that several processes have open at once: what one of them was told
 * counts for all. Rules 1, 2, 3, 6, 7, 8, 12 and 14 across two instances, besides what each of them
 * keeps alone.
 */
public abstract class SharedStoreContract extends DurableStoreContract {
  private static final int ROUNDS = 20;

  /** A watch may take ten seconds for each. */
  private static final int DRAINS = 5;

  private static final Bytes VALUE = Bytes.utf8("value");

  /** For the backend's test class. */
  protected SharedStoreContract() {}

  /**
   * Opens once more the store that {@link #open()} made last, as another process would: nothing but
   * the backend is shared with the instances that are open. The test closes it.
   */
  protected abstract IamStore openAnother();

  @Override
  protected Optional<IamStore> openAsIfKilled() {
    return Optional.of(openAnother());
  }

  private static Revision commit(IamStore store, Write... writes) {
    return assertInstanceOf(CommitResult.Committed.class, store.commit(Commit.of(writes)))
        .revision();
  }

  private static void assertRefused(IamStore store, Key key, Write... writes) {
    assertEquals(new CommitResult.Conflict(key), store.commit(Commit.of(writes)));
  }

  @Test
  void rule1_eachInstanceReadsWhatTheOtherCommitted() {
    Key key = Key.of("k");
    try (IamStore other = openAnother()) {
      assertEquals(Optional.empty(), other.get(key));
      Revision last = create(key, "0");
      for (int i = 1; i <= ROUNDS; i++) {
        assertRead(other, new Entry(key, Bytes.utf8("" + (i - 1)), last));
        IamStore writer = i % 2 == 0 ? store() : other;
        last = commit(writer, new Write.Replace(key, Bytes.utf8("" + i), last));
        assertRead(store(), new Entry(key, Bytes.utf8("" + i), last));
      }
      commit(other, new Write.Delete(key, last));
      assertEquals(Optional.empty(), store().get(key));
      assertEquals(List.of(), store().list(KeyRange.all(), 10).entries());
    }
  }

  /** By lists alone: reading one key may bring an instance up to date. */
  @Test
  void rule1_eachInstanceListsWhatTheOtherCommitted() {
    Key key = Key.of("k");
    try (IamStore other = openAnother()) {
      assertListed(other);
      Revision last = create(key, "0");
      for (int i = 1; i <= ROUNDS; i++) {
        assertListed(other, new Entry(key, Bytes.utf8("" + (i - 1)), last));
        IamStore writer = i % 2 == 0 ? store() : other;
        last = commit(writer, new Write.Replace(key, Bytes.utf8("" + i), last));
        assertListed(store(), new Entry(key, Bytes.utf8("" + i), last));
      }
    }
  }

  private static void assertListed(IamStore store, Entry... expected) {
    assertEquals(List.of(expected), store.list(KeyRange.all(), 10).entries());
  }

  private static void assertRead(IamStore store, Entry expected) {
    assertEquals(Optional.of(expected), store.get(expected.key()));
    assertListed(store, expected);
  }

  @Test
  void rule2_expectationsCountWhateverInstanceCommitted() {
    Key key = Key.of("k");
    try (IamStore other = openAnother()) {
      assertEquals(Optional.empty(), other.get(key));
      Revision created = create(key, "here");
      assertRefused(other, key, new Write.Create(key, VALUE));
      assertEquals(created, other.get(key).orElseThrow().revision());
      Revision replaced = replace(key, "again", created);
      assertRefused(other, key, new Write.Replace(key, VALUE, created));
      assertRefused(other, key, new Write.Delete(key, created));
      commit(other, new Write.Delete(key, replaced));
      assertRefused(store(), key, new Write.Replace(key, VALUE, replaced));
    }
  }

  @Test
  void rule2_noUpdateIsLostBetweenInstances() throws Exception {
    Key counter = Key.of("counter");
    create(counter, "0");
    CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try (IamStore other = openAnother()) {
      List<Future<Integer>> made = new ArrayList<>();
      for (IamStore each : List.of(store(), other)) {
        made.add(executor.submit(() -> count(each, counter, bothHaveRead)));
      }
      int sum = 0;
      for (Future<Integer> each : made) {
        sum += each.get(60, TimeUnit.SECONDS);
      }
      assertEquals(ROUNDS, sum);
      assertEquals("" + ROUNDS, other.get(counter).orElseThrow().value().text());
    } finally {
      executor.shutdownNow();
    }
  }

  /** How often it was this instance that added one. */
  private static int count(IamStore store, Key counter, CyclicBarrier bothHaveRead)
      throws Exception {
    int made = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Entry read = store.get(counter).orElseThrow();
      bothHaveRead.await(60, TimeUnit.SECONDS);
      Bytes next = Bytes.utf8("" + (Integer.parseInt(read.value().text()) + 1));
      if (store.commit(Commit.of(new Write.Replace(counter, next, read.revision())))
          instanceof CommitResult.Committed) {
        made++;
      }
      bothHaveRead.await(60, TimeUnit.SECONDS);
    }
    return made;
  }

  @Test
  void rule3_revisionsGrowWhateverInstanceCommits() {
    try (IamStore other = openAnother()) {
      Revision last = create(Key.of("k", "first"), "v");
      for (int i = 0; i < ROUNDS; i++) {
        Revision before = last;
        last = commit(i % 2 == 0 ? other : store(), new Write.Create(Key.of("k", "" + i), VALUE));
        assertTrue(last.compareTo(before) > 0, last + " is not above " + before);
      }
    }
  }

  @Test
  void rule6_aPagesCursorLosesNothingOfWhatAnotherInstanceCommits() throws InterruptedException {
    try (IamStore other = openAnother()) {
      Map<Key, Revision> committed = new HashMap<>();
      Cursor start = now();
      for (int i = 0; i < ROUNDS; i++) {
        Key key = Key.of("k", "" + i);
        committed.put(key, commit(other, new Write.Create(key, VALUE)));
      }
      assertReported(committed, latest(changesSince(start)));
    }
  }

  /** A lock of each instance's own leaves revisions that are committed after a later one. */
  @Test
  void rule7_aWatchOnEachInstanceMissesNothingOfWhatBothCommit() throws Exception {
    try (IamStore other = openAnother()) {
      assertWatchesMissNothing(List.of(store(), other));
    }
  }

  /** What is drained ends with a proof, so what comes after it comes too late. */
  @Test
  void rule8_progressComesAfterAllThatAnotherInstanceCommittedBefore() throws InterruptedException {
    try (IamStore other = openAnother();
        Watch watch = watch(now())) {
      Optional<Revision> last = Optional.empty();
      for (int i = 0; i < DRAINS; i++) {
        Key key = Key.of("k", "" + i);
        Revision created = commit(other, new Write.Create(key, VALUE));
        assertEquals(Map.of(key, created), latest(drain(watch)));
        last = Optional.of(created);
      }
      Key gone = Key.of("k", "" + (DRAINS - 1));
      Revision deleted = commit(other, new Write.Delete(gone, last.orElseThrow()));
      assertEquals(Map.of(gone, deleted), latest(drain(watch)));
    }
  }

  @Test
  void rule8_aWatchThatWasIdleReportsWhatAnotherInstanceCommits() throws InterruptedException {
    try (IamStore other = openAnother();
        Watch watch = watch(now())) {
      idle(watch, Map.of());
      Revision created = commit(other, new Write.Create(Key.of("k"), VALUE));
      assertEquals(Map.of(Key.of("k"), created), latest(drain(watch)));
    }
  }

  @Test
  void rule14_whatIsOnlyExpectedCountsWhateverInstanceChangedIt() {
    Key policy = Key.of("policy");
    Key attached = Key.of("attached");
    try (IamStore other = openAnother()) {
      Revision there = create(policy, "v");
      assertEquals(there, other.get(policy).orElseThrow().revision());
      delete(policy, there);
      assertRefused(
          other, policy, new Write.Create(attached, VALUE), new Write.Expect(policy, there));
      create(policy, "again");
      assertRefused(
          other, policy, new Write.Create(attached, VALUE), new Write.ExpectAbsent(policy));
      assertEquals(Optional.empty(), store().get(attached));
    }
  }

  @Test
  void rule14_ofTwoOnTwoInstancesThatExpectEachOthersKeyOneIsMade() throws Exception {
    try (IamStore other = openAnother()) {
      assertOneOfEachPairIsMade(List.of(store(), other), this::eachToStay);
    }
  }

  @Test
  void rule14_ofTwoOnTwoInstancesThatExpectEachOthersKeyToBeAbsentOneIsMade() throws Exception {
    try (IamStore other = openAnother()) {
      assertOneOfEachPairIsMade(List.of(store(), other), ExpectationRules::eachToBeAbsent);
    }
  }

  @Test
  void rule12_closingOneInstanceLeavesTheOthersOpen() throws InterruptedException {
    try (Watch watch = watch(now())) {
      Map<Key, Revision> committed = new HashMap<>();
      try (IamStore other = openAnother()) {
        Key before = Key.of("k", "before");
        committed.put(before, commit(other, new Write.Create(before, VALUE)));
      }
      Key after = Key.of("k", "after");
      committed.put(after, create(after, "v"));
      assertReported(committed, latest(drain(watch)));
      assertEquals(2, all(KeyRange.all(), LONGEST_PAGE).size());
    }
  }
}
