package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules 2, 3 and 11: what commits do. */
abstract class CommitRules extends ReadRules {
  private static final Bytes VALUE = Bytes.utf8("value");
  private static final Key A = Key.of("a");
  private static final Key B = Key.of("b");
  private static final Key C = Key.of("c");

  @Test
  void rule2_createsOnlyWhatIsAbsent() {
    Revision first = create(A, "one");
    assertEquals(A, refused(new Write.Create(A, Bytes.utf8("two"))));
    assertEquals(new Entry(A, Bytes.utf8("one"), first), entry(A));
  }

  @Test
  void rule2_replacesOnlyAtTheRevisionExpected() {
    Revision first = create(A, "one");
    Revision second = replace(A, "two", first);
    assertEquals(A, refused(new Write.Replace(A, VALUE, first)));
    assertEquals(A, refused(new Write.Replace(A, VALUE, new Revision(second.value() + 1))));
    assertEquals(B, refused(new Write.Replace(B, VALUE, second)));
    assertEquals(new Entry(A, Bytes.utf8("two"), second), entry(A));
    assertEquals(Optional.empty(), store().get(B));
  }

  @Test
  void rule2_deletesOnlyAtTheRevisionExpected() {
    Revision first = create(A, "one");
    Revision second = replace(A, "two", first);
    assertEquals(A, refused(new Write.Delete(A, first)));
    assertEquals(B, refused(new Write.Delete(B, second)));
    assertEquals(second, entry(A).revision());
    delete(A, second);
    assertEquals(Optional.empty(), store().get(A));
    assertEquals(A, refused(new Write.Delete(A, second)));
  }

  @Test
  void rule2_oneWrongExpectationAnywhereChangesNothing() {
    Revision a = create(A, "a");
    Revision b = create(B, "b");
    List<Entry> before = all(KeyRange.all(), LONGEST_PAGE);
    List<Write> wrongs =
        List.of(
            new Write.Create(Key.of("w"), VALUE),
            new Write.Replace(Key.of("x"), VALUE, b),
            new Write.Delete(Key.of("y"), b));
    create(Key.of("w"), "in the way");
    before.add(entry(Key.of("w")));
    for (Write wrong : wrongs) {
      for (int place = 0; place <= 3; place++) {
        List<Write> writes =
            new ArrayList<>(
                List.of(
                    new Write.Replace(A, VALUE, a),
                    new Write.Delete(B, b),
                    new Write.Create(C, VALUE)));
        writes.add(place, wrong);
        assertEquals(wrong.key(), refused(writes.toArray(Write[]::new)));
        assertEquals(before, all(KeyRange.all(), LONGEST_PAGE));
      }
    }
  }

  @Test
  void rule2_aCommitMakesAllItsWritesAtOneRevision() {
    Revision a = create(A, "a");
    Revision b = create(B, "b");
    Revision all =
        commit(new Write.Create(C, VALUE), new Write.Delete(B, b), new Write.Replace(A, VALUE, a));
    assertEquals(
        List.of(new Entry(A, VALUE, all), new Entry(C, VALUE, all)),
        all(KeyRange.all(), LONGEST_PAGE));
  }

  @Test
  void rule3_everyCommitHasAGreaterRevisionThanThoseBefore() {
    Revision last = create(Key.of("counter"), "0");
    for (int i = 0; i < 20; i++) {
      Revision other = create(Key.of("other", "" + i), "v");
      Revision next = replace(Key.of("counter"), "" + i, last);
      assertTrue(other.compareTo(last) > 0 && next.compareTo(other) > 0);
      assertEquals(next, entry(Key.of("counter")).revision());
      last = next;
    }
  }

  @Test
  void rule3_aKeyCreatedAgainNeverHasAnOldRevision() {
    Revision first = create(A, "one");
    Revision deleted = delete(A, first);
    Revision again = create(A, "one");
    assertTrue(deleted.compareTo(first) > 0 && again.compareTo(deleted) > 0);
    assertNotEquals(first, entry(A).revision());
    assertEquals(A, refused(new Write.Replace(A, VALUE, first)));
    assertEquals(A, refused(new Write.Delete(A, deleted)));
  }

  @Test
  void rule11_theLongestKeysAndValuesAreKeptAsTheyAre() {
    byte[] bytes = new byte[Bytes.MAX_LENGTH];
    new Random(11).nextBytes(bytes);
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    Key longest = Key.of("k".repeat(Key.MAX_LENGTH - 1));
    Key next = Key.of("k".repeat(Key.MAX_LENGTH - 2) + "l");
    Revision revision =
        commit(
            new Write.Create(longest, Bytes.of(bytes)),
            new Write.Create(next, Bytes.of(every)),
            new Write.Create(A, Bytes.of(new byte[0])));
    assertTrue(Arrays.equals(bytes, entry(longest).value().toByteArray()));
    assertEquals(new Entry(next, Bytes.of(every), revision), entry(next));
    assertEquals(0, entry(A).value().length());
    assertEquals(List.of(A, longest, next), keys(KeyRange.all()));
  }

  @Test
  void rule11_theLargestCommitsAreMade() {
    List<Write> many = new ArrayList<>();
    for (int i = 0; i < Commit.MAX_WRITES; i++) {
      many.add(new Write.Create(Key.of("many", "" + i), Bytes.of(new byte[16_000])));
    }
    Revision revision = commit(many.toArray(Write[]::new));
    List<Entry> made = all(KeyRange.under("many"), LONGEST_PAGE);
    assertEquals(
        Collections.nCopies(Commit.MAX_WRITES, revision),
        made.stream().map(Entry::revision).toList());
    Write[] back =
        made.stream().map(e -> new Write.Delete(e.key(), revision)).toArray(Write[]::new);
    commit(back);
    assertEquals(List.of(), keys(KeyRange.all()));
  }
}
