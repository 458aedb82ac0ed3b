package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.Revision;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of a store that outlives its process: rule 13 too, and what rule 10 promises of
 * closing.
 */
public abstract class DurableStoreContract extends IamStoreContract {
  private static final int WRITERS = 4;

  /** For the backend's test class. */
  protected DurableStoreContract() {}

  /** Opens once more the store that {@link #open()} made last, and that was closed since. */
  protected abstract IamStore reopen();

  /**
   * Opens what would be left if the process were killed now, while the store that {@link #open()}
   * made last is open: a copy of the files that it wrote, or the same database by a connection of
   * its own. The test closes it.
   *
   * @return empty if there is no way to, which is the default: then it isn't tested that a commit
   *     is kept before it is answered
   */
  protected Optional<IamStore> openAsIfKilled() {
    return Optional.empty();
  }

  @Test
  void rule13_everyEntryIsThereAgainAtItsRevision() {
    IntStream.range(0, 30).forEach(i -> create(Key.of("k", "" + i), "value " + i));
    delete(Key.of("k", "7"), entry(Key.of("k", "7")).revision());
    List<Entry> before = all(KeyRange.all(), LONGEST_PAGE);
    closeAndReopen();
    assertEquals(before, all(KeyRange.all(), LONGEST_PAGE));
  }

  @Test
  void rule13_whatWasAnsweredOutlivesAProcessThatIsKilled() {
    IntStream.range(0, 10).forEach(i -> create(Key.of("k", "" + i), "value " + i));
    delete(Key.of("k", "7"), entry(Key.of("k", "7")).revision());
    Optional<IamStore> left = openAsIfKilled();
    assumeTrue(left.isPresent(), "openAsIfKilled() doesn't say how to open what is left");
    try (IamStore opened = left.orElseThrow()) {
      assertEquals(
          all(KeyRange.all(), LONGEST_PAGE), opened.list(KeyRange.all(), LONGEST_PAGE).entries());
    }
  }

  @Test
  void rule13_revisionsGoOnGrowing() {
    Key key = Key.of("k");
    Revision deleted = delete(key, create(key, "v"));
    closeAndReopen();
    Revision first = create(key, "v");
    assertTrue(
        first.compareTo(deleted) > 0,
        () -> "the first revision after opening again, " + first + ", is not above " + deleted);
  }

  @Test
  void rule13_aCursorLosesNothingOrIsLost() throws InterruptedException {
    Cursor cursor = now();
    Revision before = create(Key.of("before"), "v");
    closeAndReopen();
    Revision after = create(Key.of("after"), "v");
    try (Watch watch = watch(cursor)) {
      if (watch.next() instanceof WatchEvent.Changed first) {
        assertEquals(
            Key.of("before"), first.key(), "what was committed before it was opened again");
        assertEquals(before, first.revision());
        assertEquals(after, latest(drain(watch)).get(Key.of("after")));
      } else {
        assertInstanceOf(WatchEvent.Lost.class, watch.next());
      }
    }
  }

  @Test
  void rule10_whatACommitAnsweredWhileTheStoreClosedIsSo() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < 5; round++) {
        IamStore closing = store();
        CountDownLatch busy = new CountDownLatch(WRITERS * 5);
        Map<Key, Optional<Revision>> answers = new ConcurrentHashMap<>();
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          Key writer = Key.of("k", round + "." + i);
          writers.add(executor.submit(() -> createUntilClosed(closing, writer, busy, answers)));
        }
        assertTrue(busy.await(60, TimeUnit.SECONDS), "the writers came to nothing");
        closing.close();
        for (Future<?> writer : writers) {
          writer.get(60, TimeUnit.SECONDS);
        }
        use(reopen());
        answers.forEach(
            (key, answer) -> assertEquals(answer, store().get(key).map(Entry::revision)));
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** Notes what was acknowledged and what, it was said, never happened. */
  private static void createUntilClosed(
      IamStore store, Key writer, CountDownLatch busy, Map<Key, Optional<Revision>> answers) {
    for (int i = 0; ; i++) {
      Key key = Key.of("k", writer.segments().get(1), "" + i);
      try {
        CommitResult result = store.commit(Commit.of(new Write.Create(key, Bytes.utf8("v"))));
        Revision made = assertInstanceOf(CommitResult.Committed.class, result).revision();
        answers.put(key, Optional.of(made));
        busy.countDown();
      } catch (OutcomeUnknownException e) {
        return;
      } catch (StoreUnavailableException e) {
        answers.put(key, Optional.empty());
        return;
      }
    }
  }

  private void closeAndReopen() {
    store().close();
    use(reopen());
  }
}
