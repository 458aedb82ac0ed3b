package io.sallyport.storage.etcd;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.etcd.jetcd.Client;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.Page;
import io.sallyport.storage.StoreException;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.Write;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EtcdFailureTest {

  @Test
  void acknowledgedCommitsOutliveTheLeader() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try (EtcdCluster cluster = EtcdCluster.start();
        IamStore store = cluster.connect("a/")) {
      Cursor start = store.list(KeyRange.all(), 1).cursor();
      AtomicBoolean enough = new AtomicBoolean();
      Semaphore made = new Semaphore(0);
      List<Future<Outcomes>> writers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String name = "writer" + i;
        writers.add(executor.submit(() -> write(store, name, enough, made)));
      }
      made.acquire(200);
      int killed = cluster.killLeader();
      made.acquire(200);
      cluster.restart(killed);
      made.acquire(200);
      enough.set(true);
      Set<Key> acknowledged = new HashSet<>();
      Set<Key> unknown = new HashSet<>();
      for (Future<Outcomes> writer : writers) {
        Outcomes outcomes = writer.get();
        acknowledged.addAll(outcomes.acknowledged);
        unknown.addAll(outcomes.unknown);
      }
      assertTrue(unknown.size() <= 3, "more than the calls in flight failed: " + unknown);
      Set<Key> there = keys(store);
      assertTrue(there.containsAll(acknowledged));
      there.removeAll(acknowledged);
      assertTrue(unknown.containsAll(there), "made, but refused: " + there);
      assertTrue(watched(store, start).containsAll(acknowledged));
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aWatchGoesOnAtAnotherMember() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start();
        IamStore store = cluster.connect("a/");
        Watch watch = store.watch(KeyRange.all(), store.list(KeyRange.all(), 1).cursor())) {
      assertInstanceOf(WatchEvent.Progress.class, watch.next());
      cluster.killLeader();
      Key key = Key.of("after");
      while (!isThere(store, key)) {
        try {
          CommitResult unused = create(store, key);
        } catch (StoreUnavailableException | OutcomeUnknownException e) {
          // No leader yet; or, made or not, the loop looks.
          assertInstanceOf(StoreException.class, e);
        }
      }
      WatchEvent event = watch.next();
      while (event instanceof WatchEvent.Progress) {
        event = watch.next();
      }
      // Lost is allowed, if the watch could not prove itself in time; silence is not.
      assertTrue(event instanceof WatchEvent.Lost || keyOf(event).equals(key), event.toString());
    }
  }

  @Test
  void aCompactedCursorIsLost() throws Exception {
    try (IamStore store = EtcdCluster.shared().connect(EtcdCluster.newPrefix());
        Client client = Client.builder().endpoints(EtcdCluster.shared().endpoints()).build()) {
      Cursor old = store.list(KeyRange.all(), 1).cursor();
      CommitResult first = create(store, Key.of("a"));
      CommitResult second = create(store, Key.of("b"));
      assertInstanceOf(CommitResult.Committed.class, first);
      long revision = ((CommitResult.Committed) second).revision().value();
      client.getKVClient().compact(revision).get(5, TimeUnit.SECONDS);
      try (Watch watch = store.watch(KeyRange.all(), old)) {
        assertInstanceOf(WatchEvent.Lost.class, watch.next());
      }
    }
  }

  @Test
  void noClusterIsUnavailable() {
    assertThrows(
        StoreUnavailableException.class, () -> EtcdStore.connect(URI.create("http://127.0.0.1:1")));
  }

  private record Outcomes(Set<Key> acknowledged, Set<Key> unknown) {}

  private static Outcomes write(IamStore store, String name, AtomicBoolean enough, Semaphore made) {
    Outcomes outcomes = new Outcomes(new HashSet<>(), new HashSet<>());
    for (int n = 0; !enough.get(); n++) {
      Key key = Key.of(name, Integer.toString(n));
      try {
        assertInstanceOf(CommitResult.Committed.class, create(store, key));
        outcomes.acknowledged.add(key);
        made.release();
      } catch (OutcomeUnknownException e) {
        outcomes.unknown.add(key);
      } catch (StoreUnavailableException e) {
        // Nothing happened; the next key is tried.
      }
    }
    return outcomes;
  }

  private static CommitResult create(IamStore store, Key key) {
    return store.commit(Commit.of(new Write.Create(key, Bytes.utf8("value"))));
  }

  private static boolean isThere(IamStore store, Key key) {
    try {
      return store.get(key).isPresent();
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  private static Key keyOf(WatchEvent event) {
    return ((WatchEvent.Changed) event).key();
  }

  private static Set<Key> keys(IamStore store) {
    Set<Key> keys = new HashSet<>();
    KeyRange rest = KeyRange.all();
    while (true) { // A quick machine makes more than a page has.
      Page page = store.list(rest, 1_000);
      for (Entry entry : page.entries()) {
        keys.add(entry.key());
        rest = KeyRange.all().after(entry.key());
      }
      if (page.complete()) {
        return keys;
      }
    }
  }

  private static Set<Key> watched(IamStore store, Cursor start) throws InterruptedException {
    Set<Key> keys = new HashSet<>();
    try (Watch watch = store.watch(KeyRange.all(), start)) {
      while (watch.next() instanceof WatchEvent.Changed change) {
        keys.add(change.key());
      }
    }
    return keys;
  }
}
