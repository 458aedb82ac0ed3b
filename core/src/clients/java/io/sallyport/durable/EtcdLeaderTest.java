package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.UnavailableException;
import io.sallyport.identity.RoleName;
import io.sallyport.role.RoleManager;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.etcd.EtcdCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The leader of etcd's cluster is killed again and again while roles are changed: every change that
 * was acknowledged is there, at most the calls in flight fail, and no role is made twice.
 */
@Timeout(1_800)
class EtcdLeaderTest {
  private static final int KILLS = Boolean.getBoolean("sallyport.deep") ? 50 : 5;
  private static final List<List<RoleName>> NAMES =
      List.of(RoleWriter.names("a"), RoleWriter.names("b"), RoleWriter.names("c"));
  private static final List<String> RIVALS = List.of("one", "two");
  private static final int THREADS = NAMES.size() + RIVALS.size();

  /** How many changes are made between one event of the cluster and the next. */
  private static final int CHANGES = 100;

  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
  private final KnownRoles known = new KnownRoles();
  private final Claims claims = new Claims();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final Semaphore made = new Semaphore(0);
  private final List<UnavailableException> failed = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void killedLeadersCostNoAcknowledgedChange() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (EtcdCluster cluster = EtcdCluster.start();
        Instance instance = new Instance(cluster.connect("a/"), Duration.ofSeconds(30))) {
      List<Future<?>> threads = begin(instance.sallyport.roles(), random);
      for (int i = 0; i < KILLS; i++) {
        int before = failed.size();
        await(CHANGES + random.nextInt(CHANGES), threads);
        int killed = cluster.killLeader();
        await(CHANGES, threads);
        cluster.restart(killed);
        await(CHANGES, threads);
        int lost = failed.size() - before;
        assertTrue(lost <= THREADS, () -> lost + " calls failed of one kill: " + failed);
      }
      enough.set(true);
      for (Future<?> thread : threads) {
        assertEquals(null, thread.get());
      }
      claims.check(instance.sallyport.roles());
      try (IamStore store = cluster.connect("a/")) {
        known.check(store, NAMES.stream().flatMap(List::stream).toList());
        claims.check(RoleWriter.roles(store));
      }
      print(instance.store.calls());
    } catch (AssertionError | ExecutionException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** Writers that have roles of their own, and rivals that all want the same ones. */
  private List<Future<?>> begin(RoleManager roles, Random random) {
    List<Future<?>> threads = new ArrayList<>();
    for (List<RoleName> names : NAMES) {
      RoleChanges changes = new RoleChanges(roles, names, new Random(random.nextLong()), known);
      threads.add(executor.submit(() -> repeat(changes::change)));
    }
    for (String rival : RIVALS) {
      threads.add(executor.submit(() -> repeat(() -> claims.claim(roles, rival))));
    }
    return threads;
  }

  /** Waits until so many more changes were made; fails with a thread that failed. */
  private void await(int changes, List<Future<?>> threads) throws Exception {
    while (!made.tryAcquire(changes, 1, TimeUnit.SECONDS)) {
      for (Future<?> thread : threads) {
        if (thread.isDone()) {
          thread.get();
        }
      }
    }
  }

  private void repeat(Runnable change) {
    while (!enough.get()) {
      try {
        change.run();
        made.release();
      } catch (UnavailableException e) {
        failed.add(e);
      }
    }
  }

  private void print(List<String> calls) {
    String line =
        "etcd: %d leaders killed, %d commits, %d of unknown outcome, %d changes failed"
            .formatted(
                KILLS,
                calls.stream().filter(call -> call.startsWith("commit")).count(),
                Collections.frequency(calls, CountingStore.OUTCOME_UNKNOWN),
                failed.size());
    System.getLogger(EtcdLeaderTest.class.getName()).log(System.Logger.Level.INFO, line);
  }
}
