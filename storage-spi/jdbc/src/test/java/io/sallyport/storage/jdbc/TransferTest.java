package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.StoreTransfer;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries move from one kind of store to the next, and come back as they were. */
class TransferTest {
  @TempDir Path folder;

  @Test
  void roundTheStores() throws Exception {
    try (IamStore memory = new MemoryStore();
        IamStore h2 = JdbcStore.open("jdbc:h2:" + folder.resolve("iam"));
        IamStore postgres = JdbcStore.open(Postgres.newUrl());
        IamStore back = new MemoryStore()) {
      for (int i = 0; i < 600; i++) {
        byte[] value = {(byte) i, 0, (byte) 0xFF, (byte) (i >> 8)};
        Key key = Key.of("kind" + i % 3, "\0/é😀" + i);
        CommitResult unused = memory.commit(Commit.of(new Write.Create(key, Bytes.of(value))));
      }
      List<IamStore> round = List.of(memory, h2, postgres, back);
      for (int i = 0; i + 1 < round.size(); i++) {
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        assertEquals(
            new StoreTransfer.Exported(600, 0),
            StoreTransfer.export(round.get(i), KeyRange.all(), export));
        assertEquals(
            new StoreTransfer.Imported(600, 0, List.of()),
            StoreTransfer.importInto(
                round.get(i + 1), new ByteArrayInputStream(export.toByteArray())));
      }
      assertEquals(contents(memory), contents(back));
    }
  }

  private static Map<Key, Bytes> contents(IamStore store) {
    Map<Key, Bytes> contents = new TreeMap<>();
    for (Entry entry : store.list(KeyRange.all(), 1_000).entries()) {
      contents.put(entry.key(), entry.value());
    }
    return contents;
  }
}
