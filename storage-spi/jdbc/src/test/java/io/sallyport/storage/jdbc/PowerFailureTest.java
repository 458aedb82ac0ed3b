package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule D1 where even the operating system dies: H2 has each commit on the disk before it says so.
 */
class PowerFailureTest {
  private static final int COMMITS = 20;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsOnTheDisk() throws IOException {
    LossyDisk.insert();
    try (IamStore store = JdbcStore.open("jdbc:h2:lossy:async:" + folder.resolve("iam"))) {
      for (int i = 0; i < COMMITS; i++) {
        Key key = Key.of("k", Integer.toString(i));
        Commit commit = Commit.of(new Write.Create(key, Bytes.utf8("v")));
        assertEquals(CommitResult.Committed.class, store.commit(commit).getClass());
        assertEquals(Optional.of(key), afterFailure(i, key).map(Entry::key));
      }
    }
  }

  /** What a machine that starts again finds. */
  private Optional<Entry> afterFailure(int failure, Key key) throws IOException {
    Path after = Files.createDirectory(folder.resolve("after" + failure));
    LossyDisk.fail(folder.resolve("iam.mv.db"), after.resolve("iam.mv.db"));
    try (IamStore store = JdbcStore.open("jdbc:h2:" + after.resolve("iam"))) {
      return store.get(key);
    }
  }
}
