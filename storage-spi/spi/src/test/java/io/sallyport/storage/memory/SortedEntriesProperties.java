package io.sallyport.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SortedEntriesProperties {

  @Property
  void agreesWithATreeMapAndKeepsEveryOlderCopy(
      @ForAll @Size(max = 60) List<@IntRange(min = -30, max = 30) Integer> steps) {
    TreeMap<Key, Entry> model = new TreeMap<>();
    SortedEntries entries = SortedEntries.EMPTY;
    List<SortedEntries> copies = new ArrayList<>();
    List<List<Entry>> contents = new ArrayList<>();
    for (int step : steps) {
      Key key = Key.of(Integer.toString(Math.abs(step)));
      if (step < 0) {
        model.remove(key);
        entries = entries.without(key);
      } else {
        Entry entry = new Entry(key, Bytes.utf8("v"), new Revision(copies.size() + 1));
        model.put(key, entry);
        entries = entries.with(entry);
      }
      assertEquals(Optional.ofNullable(model.get(key)), entries.get(key));
      copies.add(entries);
      contents.add(List.copyOf(model.values()));
    }
    for (int i = 0; i < copies.size(); i++) {
      assertEquals(contents.get(i), copies.get(i).range(KeyRange.all(), 1_000));
    }
  }
}
