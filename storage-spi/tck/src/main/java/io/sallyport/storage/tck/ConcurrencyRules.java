package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent.Changed;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Rules 1, 2, 3, 5, 6, 7, 8 and 14 under many threads. */
abstract class ConcurrencyRules extends BusyWatchRules {
  private static final int THREADS = 6;
  private static final int TURNS = 60;

  /** From how many of a watch's proofs another goes on. */
  private static final int RESUMED = 8;

  private static final List<Key> KEYS =
      List.of(Key.of("k", "a"), Key.of("k", "b"), Key.of("k", "c"));

  @Test
  void rule1_historiesOfManyThreadsAreLinearizable() throws Exception {
    History history = new History();
    inParallel(THREADS, thread -> act(store(), history, new Random(thread)));
    history.fault().ifPresent(Assertions::fail);
  }

  @Test
  void rule2_noUpdateIsLost() throws Exception {
    Key counter = Key.of("counter");
    create(counter, "0");
    CyclicBarrier allHaveRead = new CyclicBarrier(THREADS);
    AtomicInteger made = new AtomicInteger();
    inParallel(
        THREADS,
        thread -> {
          for (int round = 0; round < 20; round++) {
            Commit addOne = addOne(entry(counter));
            allHaveRead.await(60, TimeUnit.SECONDS);
            if (store().commit(addOne) instanceof CommitResult.Committed) {
              made.incrementAndGet();
            }
            allHaveRead.await(60, TimeUnit.SECONDS);
          }
        });
    assertEquals(20, made.get(), "commits, one of each round of threads that had read the same");
    assertEquals("20", entry(counter).value().text());
  }

  @Test
  void rule5_aPageShowsNoCommitByHalf() throws Exception {
    KEYS.forEach(key -> create(key, "0"));
    CountDownLatch writing = new CountDownLatch(2);
    inParallel(
        4,
        thread -> {
          if (thread < 2) {
            changeTogether(thread);
            writing.countDown();
          } else {
            readTogether(writing);
          }
        });
  }

  @Test
  void rule6_aPageAndAWatchFromItsCursorAreTheWholeTruth() throws Exception {
    History history = new History();
    List<Page> pages = Collections.synchronizedList(new ArrayList<>());
    inParallel(
        THREADS,
        thread -> {
          if (thread > 0) {
            act(store(), history, new Random(200 + thread));
          } else {
            IntStream.range(0, TURNS)
                .forEach(i -> pages.add(store().list(KeyRange.under("k"), LONGEST_PAGE)));
          }
        });
    List<Entry> end = all(KeyRange.under("k"), LONGEST_PAGE);
    for (Page page : pages) {
      Map<Key, Revision> known = new HashMap<>();
      page.entries().forEach(entry -> known.put(entry.key(), entry.revision()));
      known.putAll(latest(changesSince(page.cursor())));
      end.forEach(entry -> assertEquals(entry.revision(), known.remove(entry.key())));
      assertTrue(history.changes().containsAll(known.entrySet()));
      assertTrue(history.lastChanges().entrySet().containsAll(known.entrySet()));
    }
  }

  @Test
  void rule7_aWatchBesideManyWritersMissesNothing() throws Exception {
    assertWatchesMissNothing(List.of(store()));
  }

  /** What a proof is of was reported before it, and all else comes after its cursor. */
  @Test
  void rule8_aProofsCursorBesideManyWritersLosesNothing() throws Exception {
    History history = new History();
    Watched watched = watchedBesideWriters(List.of(store()), history).get(0);
    Map<Key, Revision> expected = history.lastChanges();
    expected.put(Watched.END, entry(Watched.END).revision());
    for (Watched.Proof proof : watched.proofs(RESUMED)) {
      List<Changed> all = new ArrayList<>(watched.changes().subList(0, proof.known()));
      Map<Key, Revision> known = latest(all);
      known.putAll(latest(changesSince(proof.cursor())));
      assertReported(expected, known);
    }
  }

  /** Threads write through some instances of the store, and a watch on each reports it all. */
  final void assertWatchesMissNothing(List<IamStore> instances) throws Exception {
    Cursor start = now();
    History history = new History();
    List<Watched> seen = watchedBesideWriters(instances, history);
    history.fault().ifPresent(Assertions::fail);
    Map<Key, Revision> expected = history.lastChanges();
    expected.put(Watched.END, entry(Watched.END).revision());
    for (Watched each : seen) {
      assertReported(expected, latest(each.changes()));
      assertTrue(history.changes().containsAll(without(each.changes(), Watched.END)));
    }
    assertReported(expected, latest(changesSince(start)));
  }

  private List<Watched> watchedBesideWriters(List<IamStore> instances, History history)
      throws Exception {
    Cursor start = now();
    List<Watch> watches = new ArrayList<>();
    ExecutorService watchers = Executors.newFixedThreadPool(instances.size());
    try {
      List<Future<Watched>> watching = new ArrayList<>();
      for (IamStore each : instances) {
        Watch watch = each.watch(KeyRange.all(), start);
        watches.add(watch);
        watching.add(watchers.submit(() -> Watched.untilTheEnd(watch)));
      }
      inParallel(
          THREADS,
          thread ->
              act(instances.get(thread % instances.size()), history, new Random(100 + thread)));
      create(Watched.END, "v");
      List<Watched> seen = new ArrayList<>();
      for (Future<Watched> each : watching) {
        seen.add(each.get(60, TimeUnit.SECONDS));
      }
      return seen;
    } finally {
      watchers.shutdownNow();
      watches.forEach(Watch::close);
    }
  }

  private static List<Map.Entry<Key, Revision>> without(List<Changed> changes, Key key) {
    return changes.stream()
        .filter(change -> !change.key().equals(key))
        .map(change -> Map.entry(change.key(), change.revision()))
        .toList();
  }

  /** Random reads and commits over a few keys, each recorded. */
  private static void act(IamStore store, History history, Random random) {
    Map<Key, Optional<Revision>> known = new HashMap<>();
    KEYS.forEach(key -> known.put(key, Optional.empty()));
    for (int turn = 0; turn < TURNS; turn++) {
      Key key = KEYS.get(random.nextInt(KEYS.size()));
      long start = System.nanoTime();
      int choice = random.nextInt(4);
      if (choice == 0) {
        Optional<Entry> read = store.get(key);
        history.read(start, List.of(key), read.stream().toList());
        known.put(key, read.map(Entry::revision));
      } else if (choice == 1) {
        List<Entry> page = store.list(KeyRange.under("k"), 10).entries();
        history.read(start, KEYS, page);
        KEYS.forEach(k -> known.put(k, Optional.empty()));
        page.forEach(entry -> known.put(entry.key(), Optional.of(entry.revision())));
      } else {
        Write once = new Write.Create(Key.of("k", "once", "" + random.nextLong()), value(random));
        Commit commit = randomCommit(once, known, random);
        CommitResult result = store.commit(commit);
        history.commit(start, commit, result);
        if (result instanceof CommitResult.Committed committed) {
          commit.changes().forEach(w -> known.put(w.key(), after(w, committed.revision())));
        }
      }
    }
  }

  private static Optional<Revision> after(Write write, Revision revision) {
    return write instanceof Write.Delete ? Optional.empty() : Optional.of(revision);
  }

  /** Changes some keys, expects some, and creates one that no other commit touches. */
  private static Commit randomCommit(
      Write once, Map<Key, Optional<Revision>> known, Random random) {
    List<Write> writes = new ArrayList<>(List.of(once));
    Key always = KEYS.get(random.nextInt(KEYS.size()));
    for (Key key : KEYS) {
      if (key.equals(always) || random.nextInt(3) == 0) {
        writes.add(
            known
                .getOrDefault(key, Optional.empty())
                .map(revision -> change(key, revision, random))
                .orElseGet(
                    () ->
                        random.nextInt(3) == 0
                            ? new Write.ExpectAbsent(key)
                            : new Write.Create(key, value(random))));
      }
    }
    return new Commit(writes);
  }

  private static Write change(Key key, Revision revision, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Write.Delete(key, revision);
      case 1, 2 -> new Write.Expect(key, revision);
      default -> new Write.Replace(key, value(random), revision);
    };
  }

  private static Bytes value(Random random) {
    return Bytes.utf8(Long.toHexString(random.nextLong()));
  }

  private static Commit addOne(Entry counter) {
    String next = Integer.toString(Integer.parseInt(counter.value().text()) + 1);
    return Commit.of(new Write.Replace(counter.key(), Bytes.utf8(next), counter.revision()));
  }

  private void changeTogether(int thread) {
    for (int turn = 0; turn < TURNS; turn++) {
      List<Entry> page = store().list(KeyRange.under("k"), 10).entries();
      Bytes value = Bytes.utf8(thread + "." + turn);
      List<Write> writes = new ArrayList<>();
      page.forEach(e -> writes.add(new Write.Replace(e.key(), value, e.revision())));
      CommitResult unused = store().commit(new Commit(writes));
    }
  }

  private void readTogether(CountDownLatch writing) {
    while (writing.getCount() > 0) {
      List<Entry> page = store().list(KeyRange.under("k"), 10).entries();
      assertEquals(KEYS.size(), page.size());
      assertEquals(1, page.stream().map(Entry::value).distinct().count(), "half a commit");
    }
  }

  interface Work {
    void run(int thread) throws Exception;
  }

  static void inParallel(int threads, Work work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        calls.add(
            () -> {
              work.run(thread);
              return thread;
            });
      }
      for (Future<Integer> call : executor.invokeAll(calls)) {
        call.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
