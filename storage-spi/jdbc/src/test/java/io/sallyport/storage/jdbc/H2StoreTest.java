package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;
import io.sallyport.storage.tck.DurableStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends DurableStoreContract {
  private static final int COMMITS = 1_000;
  private static final Key KEY = Key.of("k");

  @TempDir Path folder;

  @Override
  protected IamStore open() {
    return JdbcStore.open("jdbc:h2:" + folder.resolve("data/iam"));
  }

  @Override
  protected IamStore reopen() {
    return open();
  }

  @Override
  protected Optional<IamStore> openAsIfKilled() {
    Path copy = folder.resolve("copy");
    try {
      Files.createDirectory(copy);
      Files.copy(folder.resolve("data/iam.mv.db"), copy.resolve("iam.mv.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(JdbcStore.open("jdbc:h2:" + copy.resolve("iam")));
  }

  /** H2 would answer its last result again: it takes note of a write, and not of its commit. */
  @Test
  void whatOneConnectionReadNoOtherReadsOlder() throws Exception {
    try (IamStore store = JdbcStore.open("jdbc:h2:" + folder.resolve("fresh/iam"))) {
      AtomicLong newest = new AtomicLong();
      AtomicBoolean done = new AtomicBoolean();
      store.commit(Commit.of(new Write.Create(KEY, Bytes.utf8("v"))));
      ExecutorService readers = Executors.newFixedThreadPool(3);
      List<Future<Long>> older = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        older.add(readers.submit(() -> readUntil(done, store, newest)));
      }
      Revision revision = store.get(KEY).orElseThrow().revision();
      for (int i = 0; i < COMMITS; i++) {
        Commit commit = Commit.of(new Write.Replace(KEY, Bytes.utf8("v"), revision));
        revision = ((CommitResult.Committed) store.commit(commit)).revision();
      }
      done.set(true);
      for (Future<Long> count : older) {
        assertTrue(count.get() == 0, () -> "older reads: " + count);
      }
      readers.shutdown();
    }
  }

  /**
   * H2 would let them, where one is refused while others wait: at this load, about once in 3,000.
   */
  @Test
  void noTwoCommitsHaveOneRevision() throws Exception {
    Set<Revision> revisions = ConcurrentHashMap.newKeySet();
    AtomicLong made = new AtomicLong();
    try (IamStore store = JdbcStore.open("jdbc:h2:" + folder.resolve("crowd/iam"))) {
      ExecutorService writers = Executors.newFixedThreadPool(6);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Random random = new Random(i);
        running.add(
            writers.submit(
                () -> {
                  for (int n = 0; n < COMMITS; n++) {
                    if (store.commit(anyChange(store, random))
                        instanceof CommitResult.Committed committed) {
                      made.incrementAndGet();
                      revisions.add(committed.revision());
                    }
                  }
                }));
      }
      for (Future<?> writer : running) {
        assertEquals(null, writer.get());
      }
      writers.shutdown();
    }
    assertEquals(made.get(), revisions.size());
  }

  private static Commit anyChange(IamStore store, Random random) {
    Key key = Key.of("k", "" + random.nextInt(3));
    Write once = new Write.Create(Key.of("once", "" + random.nextLong()), Bytes.utf8("v"));
    Optional<Entry> now = store.get(key);
    if (now.isEmpty()) {
      return Commit.of(once, new Write.Create(key, Bytes.utf8("v")));
    }
    Revision expected = now.get().revision();
    return random.nextInt(4) == 0
        ? Commit.of(once, new Write.Delete(key, expected))
        : Commit.of(once, new Write.Replace(key, Bytes.utf8("v"), expected));
  }

  /** How often it read something older than anyone had read before it asked. */
  private static long readUntil(AtomicBoolean done, IamStore store, AtomicLong newest) {
    long older = 0;
    while (!done.get()) {
      long before = newest.get();
      long read = store.get(KEY).orElseThrow().revision().value();
      older += read < before ? 1 : 0;
      newest.accumulateAndGet(read, Math::max);
    }
    return older;
  }
}
