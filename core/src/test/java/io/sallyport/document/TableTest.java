package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.UnkeptDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Documents documents = UnkeptDocuments.of(new MemoryStore());
  private final Table<List<String>> table = documents.table(new Things(), "thing", "account");
  private final Table<List<String>> other = documents.table(new Things(), "thing", "account2");

  @Test
  void aTableHasItsOwnDocumentsOnly() {
    put(table, "a", "mine");
    put(other, "a", "other");
    assertEquals(Optional.of(List.of("mine")), table.get("a"));
    assertEquals(List.of("mine"), all(table::list, 10));
    assertEquals(Optional.empty(), table.get("b"));
  }

  @Test
  void aListHasTheOrderOfKeysAndAllItsPages() {
    IntStream.of(3, 0, 4, 1, 2).forEach(i -> put(table, "n" + i, "" + i));
    for (int size = 1; size <= 6; size++) {
      assertEquals(List.of("0", "1", "2", "3", "4"), all(table::list, size));
    }
    Listing<List<String>> whole = table.list(new PageRequest(5, ""));
    assertFalse(whole.isTruncated());
  }

  @Test
  void aPageComesThoughTheLastOfThePageBeforeWasDeleted() {
    IntStream.range(0, 4).forEach(i -> put(table, "n" + i, "" + i));
    Listing<List<String>> first = table.list(new PageRequest(2, ""));
    documents.change("n1", change -> change.delete(table, "n1"));
    Listing<List<String>> second = table.list(new PageRequest(2, first.marker()));
    assertEquals(List.of(List.of("2"), List.of("3")), second.items());
    documents.change("n2", change -> change.delete(table, "n2"));
    documents.change("n3", change -> change.delete(table, "n3"));
    assertEquals(new Listing<>(List.of(), ""), table.list(new PageRequest(2, first.marker())));
  }

  @Test
  void onlyWhatIsWantedIsListedPageByPage() {
    IntStream.range(100, 800).forEach(i -> put(table, "n" + i, "" + i));
    List<String> even = IntStream.range(50, 400).mapToObj(i -> "" + 2 * i).toList();
    for (int size : new int[] {1, 7, 350, 1000}) {
      assertEquals(
          even,
          all(request -> table.list(request, i -> Integer.parseInt(i.get(0)) % 2 == 0), size));
    }
    assertEquals(
        List.of("799"), all(request -> table.list(request, i -> i.get(0).equals("799")), 1));
  }

  @Test
  void aPageOfWhatIsRareCostsABoundAndGoesOn() {
    IntStream.range(1000, 3500).forEach(i -> put(table, "n" + i, "" + i));
    Listing<List<String>> first = table.list(new PageRequest(1, ""), i -> i.contains("3499"));
    assertEquals(List.of(), first.items());
    assertTrue(first.isTruncated());
    assertEquals(
        List.of(List.of("3499")),
        table.list(new PageRequest(1, first.marker()), i -> i.contains("3499")).items());
  }

  @Test
  void aListUnderTheBeginningOfASegmentHasNoOther() {
    put(table, "/", "x", "root");
    put(table, "/a/", "x", "a");
    put(table, "/a/b/", "x", "b");
    put(table, "/b/", "x", "c");
    assertEquals(List.of("a", "b"), all(r -> table.listStartingWith("/a", r), 1));
    assertEquals(List.of("root"), all(r -> table.listStartingWith("x", r, "/"), 1));
  }

  @Test
  void aMarkerOfAnotherTableIsRefused() {
    put(other, "a", "1");
    put(other, "b", "2");
    String marker = other.list(new PageRequest(1, "")).marker();
    PageRequest next = new PageRequest(1, marker);
    assertThrows(InvalidInputException.class, () -> table.list(next));
    assertThrows(InvalidInputException.class, () -> table.list(new PageRequest(1, "@")));
  }

  private void put(Table<List<String>> where, String name, String item) {
    documents.change(name, change -> change.put(where, List.of(item), name));
  }

  private void put(Table<List<String>> where, String path, String name, String item) {
    documents.change(name, change -> change.put(where, List.of(item), path, name));
  }

  private static List<String> all(Function<PageRequest, Listing<List<String>>> list, int pageSize) {
    List<String> all = new ArrayList<>();
    String marker = "";
    do {
      Listing<List<String>> page = list.apply(new PageRequest(pageSize, marker));
      assertTrue(page.items().size() <= pageSize);
      page.items().forEach(all::addAll);
      marker = page.marker();
    } while (!marker.isEmpty());
    return all;
  }
}
