package io.sallyport.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StoreTransferTest {
  private final MemoryStore from = new MemoryStore();
  private final MemoryStore to = new MemoryStore();

  @Test
  void everyEntryArrivesAsItIs() throws Exception {
    fill(1_300);
    create(from, Key.of("longest", "x".repeat(1_000)), Bytes.of(new byte[Bytes.MAX_LENGTH]));
    create(from, Key.of("empty"), Bytes.utf8(""));
    byte[] export = export(KeyRange.all());
    StoreTransfer.Imported done = importing(export);
    assertEquals(new StoreTransfer.Imported(1_302, 0, List.of()), done);
    assertEquals(contents(from), contents(to));
  }

  @Test
  void anImportMayBeRunAgain() throws Exception {
    fill(200);
    byte[] export = export(KeyRange.all());
    byte[] cut = Arrays.copyOf(export, export.length / 2);
    IOException failed = assertThrows(IOException.class, () -> importing(cut));
    assertTrue(String.valueOf(failed.getMessage()).startsWith("the export is cut short after "));
    int there = contents(to).size();
    assertTrue(there > 0 && there < 200);
    assertEquals(new StoreTransfer.Imported(200 - there, there, List.of()), importing(export));
    assertEquals(new StoreTransfer.Imported(0, 200, List.of()), importing(export));
    assertEquals(contents(from), contents(to));
  }

  @Test
  void anExportMayGoOnWhereAnotherEnded() throws Exception {
    fill(100);
    byte[] first = export(KeyRange.startingWith("0", "k"));
    byte[] rest = export(KeyRange.all().after(Key.of("k", "0099")));
    importing(rest);
    importing(first);
    assertEquals(contents(from), contents(to));
  }

  @Test
  void whatDiffersIsLeftAndNamed() throws Exception {
    fill(100);
    create(to, Key.of("k", "0042"), Bytes.utf8("the new store's own"));
    assertEquals(
        new StoreTransfer.Imported(99, 0, List.of(Key.of("k", "0042"))),
        importing(export(KeyRange.all())));
    assertEquals("the new store's own", to.get(Key.of("k", "0042")).orElseThrow().value().text());
  }

  @Test
  void changesMadeMeanwhileAreCounted() throws Exception {
    fill(10);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            create(from, Key.of("meanwhile"), Bytes.utf8("v"));
          }
        };
    assertEquals(
        new StoreTransfer.Exported(10, 1), StoreTransfer.export(from, KeyRange.all(), out));
  }

  @Test
  void noDamagedByteGoesUnnoticed() throws Exception {
    fill(3);
    byte[] export = export(KeyRange.all());
    for (int i = 0; i < export.length; i++) {
      byte[] damaged = export.clone();
      damaged[i] ^= 0x10;
      assertThrows(IOException.class, () -> importing(damaged));
      byte[] cut = Arrays.copyOf(export, i);
      assertThrows(IOException.class, () -> importing(cut));
    }
    assertEquals(Map.of(), contents(to));
  }

  private void fill(int entries) {
    for (int i = 0; i < entries; i++) {
      create(from, Key.of("k", String.format("%04d", i)), Bytes.utf8("value " + i));
    }
  }

  private byte[] export(KeyRange range) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(0, StoreTransfer.export(from, range, out).changedMeanwhile());
    return out.toByteArray();
  }

  private StoreTransfer.Imported importing(byte[] export) throws IOException {
    return StoreTransfer.importInto(to, new ByteArrayInputStream(export));
  }

  private static void create(IamStore store, Key key, Bytes value) {
    CommitResult unused = store.commit(Commit.of(new Write.Create(key, value)));
  }

  private static Map<Key, Bytes> contents(IamStore store) {
    Map<Key, Bytes> contents = new TreeMap<>();
    KeyRange rest = KeyRange.all();
    for (boolean complete = false; !complete; ) {
      Page page = store.list(rest, 1_000);
      for (Entry entry : page.entries()) {
        contents.put(entry.key(), entry.value());
        rest = rest.after(entry.key());
      }
      complete = page.complete();
    }
    return contents;
  }
}
