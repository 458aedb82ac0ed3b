package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.WatchEvent.Changed;
import io.sallyport.storage.WatchEvent.Lost;
import io.sallyport.storage.WatchEvent.Progress;
import io.sallyport.storage.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules 6 to 9: what watches report. */
abstract class WatchRules extends CommitRules {
  private static final Bytes VALUE = Bytes.utf8("value");

  private static final int IDLE = 3;

  /** A watch may take ten seconds for each. */
  private static final int DRAINS = 5;

  /** Rule 8's ten seconds, and a little for a slow machine. */
  static final Duration PATIENCE = Duration.ofSeconds(12);

  @Test
  void rule6_aPagesCursorIsWhereItsSnapshotEnds() throws InterruptedException {
    Revision shown = create(Key.of("k", "1"), "shown");
    Page page = store().list(KeyRange.under("k"), 10);
    Revision replaced = replace(Key.of("k", "1"), "not shown", shown);
    Revision created = create(Key.of("k", "0"), "not shown");
    assertEquals(
        Map.of(Key.of("k", "1"), replaced, Key.of("k", "0"), created),
        latest(changesSince(page.cursor())));
  }

  @Test
  void rule6_everyPageOfASequenceHasACursorOfItsOwn() throws InterruptedException {
    create(Key.of("k", "1"), "v");
    create(Key.of("k", "2"), "v");
    Page first = store().list(KeyRange.under("k"), 1);
    Revision between = create(Key.of("k", "0"), "between the pages");
    Page second = store().list(KeyRange.under("k").after(Key.of("k", "1")), 1);
    Revision later = create(Key.of("k", "3"), "after both");
    assertEquals(
        Map.of(Key.of("k", "0"), between, Key.of("k", "3"), later),
        latest(changesSince(first.cursor())));
    assertEquals(later, latest(changesSince(second.cursor())).get(Key.of("k", "3")));
  }

  @Test
  void rule6_aWatchThatStartsBetweenTwoCommitsSeesTheSecond() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      create(Key.of("k", "" + i), "before");
      Cursor between = now();
      Revision after = create(Key.of("l", "" + i), "after");
      assertEquals(after, latest(changesSince(between)).get(Key.of("l", "" + i)));
    }
  }

  @Test
  void rule7_reportsCreationReplacementAndDeletion() throws InterruptedException {
    Key key = Key.of("k");
    Cursor start = now();
    try (Watch watch = watch(start)) {
      Revision created = create(key, "one");
      assertEquals(Map.of(key, created), latest(drain(watch)));
      Revision replaced = replace(key, "two", created);
      assertEquals(Map.of(key, replaced), latest(drain(watch)));
      Revision deleted = delete(key, replaced);
      assertEquals(Map.of(key, deleted), latest(drain(watch)));
      assertEquals(Map.of(key, deleted), latest(changesSince(start)));
    }
  }

  @Test
  void rule7_reportsEveryKeyOfACommitAtItsRevision() throws InterruptedException {
    Cursor start = now();
    Revision a = create(Key.of("a"), "v");
    Revision all =
        commit(
            new Write.Create(Key.of("c"), VALUE),
            new Write.Delete(Key.of("a"), a),
            new Write.Create(Key.of("b"), VALUE));
    assertEquals(
        Map.of(Key.of("a"), all, Key.of("b"), all, Key.of("c"), all), latest(changesSince(start)));
  }

  @Test
  void rule7_reportsOnlyWhatChangedInTheRange() throws InterruptedException {
    Cursor start = now();
    Revision inside = create(Key.of("role", "orders", "1"), "v");
    create(Key.of("role", "orders2", "1"), "v");
    create(Key.of("role", "orders"), "v");
    refused(new Write.Create(Key.of("role", "orders"), VALUE));
    try (Watch watch = store().watch(KeyRange.under("role", "orders"), start)) {
      assertEquals(Map.of(Key.of("role", "orders", "1"), inside), latest(drain(watch)));
    }
  }

  @Test
  void rule7_aCommitAcrossARangesEdgeIsReportedInAnyOrderOfItsWrites() throws InterruptedException {
    Cursor start = now();
    Map<Key, Revision> inside = new HashMap<>();
    try (Watch watch = store().watch(KeyRange.under("k"), start)) {
      drain(watch);
      for (int i = 0; i < 8; i++) {
        Key first = Key.of("k", "" + i);
        Key second = Key.of("k", i + "+");
        List<Key> keys =
            new ArrayList<>(List.of(Key.of("a", "" + i), first, Key.of("z", "" + i), second));
        Collections.rotate(keys, i);
        if (i < 4) {
          Collections.reverse(keys);
        }
        Revision made =
            commit(keys.stream().map(k -> new Write.Create(k, VALUE)).toArray(Write[]::new));
        inside.put(first, made);
        inside.put(second, made);
      }
      assertReported(inside, latest(drain(watch)));
    }
    try (Watch watch = store().watch(KeyRange.under("k"), start)) {
      assertReported(inside, latest(drain(watch)));
    }
  }

  @Test
  void rule7_refusedCommitsAreNotReported() throws InterruptedException {
    Revision revision = create(Key.of("a"), "v");
    Cursor start = now();
    refused(new Write.Create(Key.of("b"), VALUE), new Write.Create(Key.of("a"), VALUE));
    refused(new Write.Replace(Key.of("a"), VALUE, new Revision(revision.value() + 10)));
    assertEquals(List.of(), changesSince(start));
  }

  @Test
  void rule7_anyEventsCursorResumesWithoutLoss() throws InterruptedException {
    Cursor start = now();
    for (int i = 0; i < 5; i++) {
      commit(
          new Write.Create(Key.of("x", "" + i), VALUE),
          new Write.Create(Key.of("y", "" + i), VALUE),
          new Write.Create(Key.of("z", "" + i), VALUE));
    }
    Map<Key, Revision> expected = latest(changesSince(start));
    assertEquals(15, expected.size());
    Map<Key, Revision> seen = new HashMap<>();
    for (Changed event : changesSince(start)) {
      seen.merge(event.key(), event.revision(), WatchRules::newer);
      Map<Key, Revision> resumed = latest(changesSince(event.cursor()));
      seen.forEach((key, revision) -> resumed.merge(key, revision, WatchRules::newer));
      assertReported(expected, resumed);
    }
  }

  @Test
  void rule7_neverGoesBack() throws InterruptedException {
    Cursor start = now();
    Revision revision = create(Key.of("k"), "0");
    for (int i = 1; i < 30; i++) {
      revision = replace(Key.of("k"), "" + i, revision);
    }
    // latest() refuses an older revision after a newer one.
    assertEquals(Map.of(Key.of("k"), revision), latest(changesSince(start)));
    assertEquals(Map.of(), latest(changesSince(now())));
  }

  @Test
  void rule8_aQuietWatchProvesThatItIsCurrentWithinTenSeconds() throws InterruptedException {
    create(Key.of("k"), "v");
    try (Watch watch = watch(now())) {
      for (int i = 0; i < 2; i++) {
        long start = System.nanoTime();
        Progress progress = assertInstanceOf(Progress.class, watch.next());
        assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), "an answer took too long");
        assertEquals(List.of(), changesSince(progress.cursor()));
      }
    }
  }

  @Test
  void rule8_progressComesAfterAllThatWasCommittedBefore() throws InterruptedException {
    try (Watch watch = watch(now())) {
      for (int i = 0; i < DRAINS; i++) {
        Revision revision = create(Key.of("k", "" + i), "v");
        assertEquals(Map.of(Key.of("k", "" + i), revision), latest(drain(watch)));
      }
    }
  }

  /** Proofs that nothing changed don't make the next one without a look. */
  @Test
  void rule8_aWatchThatWasIdleReportsWhatIsCommittedThen() throws InterruptedException {
    try (Watch watch = watch(now())) {
      Map<Key, Revision> known = new HashMap<>();
      for (int i = 0; i < 2; i++) {
        idle(watch, known);
        Key key = Key.of("k", "" + i);
        Revision created = create(key, "v");
        Map<Key, Revision> reported = latest(drain(watch));
        reported.entrySet().removeAll(known.entrySet());
        assertEquals(Map.of(key, created), reported);
        known.putAll(reported);
      }
    }
  }

  /**
   * Has a watch answer, again and again, that nothing changed. What is known it may report again.
   */
  static void idle(Watch watch, Map<Key, Revision> known) throws InterruptedException {
    for (int i = 0; i < IDLE; i++) {
      WatchEvent event = watch.next();
      while (event instanceof Changed again && again.revision().equals(known.get(again.key()))) {
        event = watch.next();
      }
      assertInstanceOf(Progress.class, event);
    }
  }

  @Test
  void rule8_progressInARangeComesAfterChangesElsewhere() throws InterruptedException {
    Cursor start = now();
    create(Key.of("elsewhere"), "v");
    try (Watch watch = store().watch(KeyRange.under("k"), start)) {
      Cursor proof = assertInstanceOf(Progress.class, watch.next()).cursor();
      Revision revision = create(Key.of("k", "1"), "v");
      assertEquals(revision, latest(changesSince(proof)).get(Key.of("k", "1")));
    }
  }

  @Test
  void rule9_aClosedWatchIsLostForever() throws InterruptedException {
    Watch watch = watch(now());
    watch.close();
    watch.close();
    create(Key.of("k"), "v");
    assertInstanceOf(Lost.class, watch.next());
    assertInstanceOf(Lost.class, watch.next());
  }

  @Test
  void rule9_aCursorThatIsNotTheStoresIsLost() throws InterruptedException {
    create(Key.of("k"), "v");
    for (String forged : List.of("", "x", "-1", "9223372036854775807", "😀", "1:2:3")) {
      try (Watch watch = watch(new Cursor(forged))) {
        assertInstanceOf(Lost.class, watch.next(), () -> "for the cursor " + forged);
        assertInstanceOf(Lost.class, watch.next());
      }
    }
  }

  /** The last revision reported of each key; fails if one went back. */
  static Map<Key, Revision> latest(List<Changed> changes) {
    Map<Key, Revision> latest = new HashMap<>();
    for (WatchEvent.Changed change : changes) {
      Revision before = latest.put(change.key(), change.revision());
      assertTrue(
          before == null || before.compareTo(change.revision()) <= 0,
          () -> change.key() + " went back from " + before + " to " + change.revision());
    }
    return latest;
  }

  /** Fails with the difference alone. */
  static void assertReported(Map<Key, Revision> committed, Map<Key, Revision> reported) {
    Map<Key, Revision> missing = new TreeMap<>(committed);
    missing.entrySet().removeAll(reported.entrySet());
    Map<Key, Revision> more = new TreeMap<>(reported);
    more.entrySet().removeAll(committed.entrySet());
    assertTrue(
        missing.isEmpty() && more.isEmpty(),
        () -> "never reported: " + missing + "; reported, but not the last change: " + more);
  }

  private static Revision newer(Revision a, Revision b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
