package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules 1, 4 and 5: what reads answer. */
abstract class ReadRules extends StoreFixture {
  private static final List<Key> HOSTILE =
      List.of(
          Key.of(""),
          Key.of("", ""),
          Key.of("\0"),
          Key.of("\0", "x"),
          Key.of("\0\0"),
          Key.of("\1"),
          Key.of(" "),
          Key.of("%"),
          Key.of(".."),
          Key.of("../a"),
          Key.of("A"),
          Key.of("Z"),
          Key.of("_"),
          Key.of("a"),
          Key.of("a", "b"),
          Key.of("a\0"),
          Key.of("a "),
          Key.of("a/b"),
          Key.of("aa"),
          Key.of("e\u0301"),
          Key.of("\u007f"),
          Key.of("\u0080"),
          Key.of("\u00df"),
          Key.of("\u00e9"),
          Key.of("\uffff"),
          Key.of("😀"));

  @Test
  void rule1_readsSeeEveryAcknowledgedCommit() {
    Key key = Key.of("role", "a");
    Revision revision = create(key, "0");
    for (int i = 1; i <= 50; i++) {
      revision = replace(key, Integer.toString(i), revision);
      assertEquals(Integer.toString(i), entry(key).value().text());
      assertEquals(List.of(entry(key)), store().list(KeyRange.under("role"), 10).entries());
    }
    delete(key, revision);
    assertEquals(Optional.empty(), store().get(key));
    assertEquals(List.of(), store().list(KeyRange.under("role"), 10).entries());
  }

  @Test
  void rule1_aKeyNeverWrittenIsAbsent() {
    create(Key.of("role", "a"), "value");
    assertEquals(Optional.empty(), store().get(Key.of("role")));
    assertEquals(Optional.empty(), store().get(Key.of("role", "b")));
    assertEquals(Optional.empty(), store().get(Key.of("role", "a", "")));
  }

  @Test
  void rule4_listsInUnsignedByteOrderWhateverTheText() {
    List<Key> shuffled = new ArrayList<>(HOSTILE);
    Collections.shuffle(shuffled, new Random(4));
    shuffled.forEach(key -> create(key, key.toString()));
    assertEquals(HOSTILE.stream().sorted().toList(), keys(KeyRange.all()));
    for (Key key : HOSTILE) {
      assertEquals(key.toString(), entry(key).value().text());
    }
  }

  @Test
  void rule4_keysThatDifferInCaseOrSpellingDiffer() {
    List<Key> alike =
        List.of(Key.of("role", "admin"), Key.of("role", "Admin"), Key.of("role", "admin "));
    alike.forEach(key -> create(key, key.toString()));
    alike.forEach(key -> assertEquals(key.toString(), entry(key).value().text()));
  }

  @Test
  void rule4_aRangeHasTheKeysUnderItAndNoOther() {
    List<Key> under = List.of(Key.of("role", "orders", ""), Key.of("role", "orders", "x", "y"));
    under.forEach(key -> create(key, "in"));
    for (Key other :
        List.of(
            Key.of("role", "orders"),
            Key.of("role", "orders2"),
            Key.of("role", "orders2", "x"),
            Key.of("role", "orders\0", "x"),
            Key.of("role", "Orders", "x"),
            Key.of("role", "order", "s"))) {
      create(other, "out");
    }
    assertEquals(under, keys(KeyRange.under("role", "orders")));
    assertEquals(
        List.of(under.get(0), under.get(1)),
        keys(KeyRange.startingWith("orders", "role")).stream().filter(under::contains).toList());
    assertEquals(7, keys(KeyRange.startingWith("order", "role")).size());
  }

  @Test
  void rule5_pagesOfAnySizeShowEveryEntryOnce() {
    List<Key> keys = IntStream.range(0, 20).mapToObj(i -> Key.of("k", "" + (char) i)).toList();
    keys.forEach(key -> create(key, "v"));
    for (int size = 1; size <= 21; size++) {
      assertEquals(keys, all(KeyRange.all(), size).stream().map(Entry::key).toList());
    }
  }

  @Test
  void rule5_aPageKnowsWhetherItIsTheLast() {
    IntStream.range(0, 4).forEach(i -> create(Key.of("k", "" + i), "v"));
    assertFalse(store().list(KeyRange.under("k"), 3).complete());
    assertTrue(store().list(KeyRange.under("k"), 4).complete());
    assertTrue(store().list(KeyRange.under("k"), 5).complete());
    assertTrue(store().list(KeyRange.under("other"), 1).complete());
    assertTrue(store().list(KeyRange.under("k").after(Key.of("k", "3")), 1).complete());
  }

  @Test
  void rule5_pagesUnderWritesShowWhatStaysExactlyOnce() {
    for (int i = 0; i < 30; i++) {
      create(Key.of("k", String.format("%02d", i)), "stays");
    }
    List<Key> shown = new ArrayList<>();
    KeyRange rest = KeyRange.under("k");
    for (int turn = 0; ; turn++) {
      Page page = store().list(rest, 4);
      page.entries().stream().map(Entry::key).forEach(shown::add);
      if (page.complete()) {
        break;
      }
      Key last = shown.get(shown.size() - 1);
      Key before = Key.of("k", "0", "turn" + turn);
      delete(before, create(before, "comes and goes"));
      create(Key.of("k", last.segments().get(1) + "-"), "new, just after the page");
      create(Key.of("k", "00" + "x".repeat(turn + 1)), "new, before the page");
      rest = rest.after(last);
    }
    List<Key> stayed = shown.stream().filter(key -> key.segments().get(1).length() == 2).toList();
    assertEquals(30, stayed.size());
    assertEquals(shown.stream().distinct().sorted().toList(), shown);
  }

  @Test
  void rule5_longPagesAreFullUnlessTheyAreTheLast() {
    List<Key> keys =
        IntStream.range(0, 1_024).mapToObj(i -> Key.of("k", String.format("%04d", i))).toList();
    for (int i = 0; i < keys.size(); i += Commit.MAX_WRITES) {
      List<Key> some = keys.subList(i, i + Commit.MAX_WRITES);
      commit(
          some.stream().map(key -> new Write.Create(key, Bytes.utf8("v"))).toArray(Write[]::new));
    }
    for (int limit : List.of(LONGEST_PAGE, LONGEST_PAGE - 1)) {
      List<Key> shown = new ArrayList<>();
      KeyRange rest = KeyRange.under("k");
      Page page;
      do {
        page = store().list(rest, limit);
        assertEquals(Math.min(limit, keys.size() - shown.size()), page.entries().size());
        page.entries().stream().map(Entry::key).forEach(shown::add);
        rest = rest.after(shown.get(shown.size() - 1));
      } while (!page.complete());
      assertEquals(keys, shown);
    }
  }

  @Test
  void rule5_aPageHasFromOneToAThousandEntries() {
    assertThrows(IllegalArgumentException.class, () -> store().list(KeyRange.all(), 0));
    assertThrows(IllegalArgumentException.class, () -> store().list(KeyRange.all(), 1_001));
    assertTrue(store().list(KeyRange.all(), LONGEST_PAGE).complete());
  }
}
