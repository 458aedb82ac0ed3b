package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Write;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page and a get cost as much among many entries as among a thousand: both use the index. */
@Timeout(3_600)
class ScaleTest {
  private static final int FEW = 1_000;
  private static final int MANY = Boolean.getBoolean("sallyport.deep") ? 1_000_000 : 10_000;

  /** Far less than reading everything would cost, and more than a busy machine's noise. */
  private static final double MOST = 6;

  @TempDir Path folder;

  @Test
  void h2() {
    check("jdbc:h2:" + folder.resolve("iam"));
  }

  @Test
  void postgres() {
    check(Postgres.newUrl());
  }

  private static void check(String url) {
    try (IamStore store = JdbcStore.open(url)) {
      fill(store, 0, FEW);
      double page = nanos(() -> assertPage(store));
      double get = nanos(() -> assertTrue(store.get(key(FEW / 2)).isPresent()));
      fill(store, FEW, MANY);
      double pageOfMany = nanos(() -> assertPage(store));
      double getOfMany = nanos(() -> assertTrue(store.get(key(MANY / 2)).isPresent()));
      String costs =
          String.format(
              "%s: page %.0f then %.0f us, get %.0f then %.0f us",
              url, page / 1_000, pageOfMany / 1_000, get / 1_000, getOfMany / 1_000);
      System.getLogger(ScaleTest.class.getName()).log(System.Logger.Level.INFO, costs);
      assertTrue(pageOfMany < MOST * page && getOfMany < MOST * get, costs);
    }
  }

  private static void assertPage(IamStore store) {
    Page page = store.list(KeyRange.startingWith("role-00005", "roles"), 10);
    assertEquals(10, page.entries().size());
    assertEquals(key(500), page.entries().get(0).key());
  }

  private static void fill(IamStore store, int from, int to) {
    Bytes value = Bytes.of(new byte[1_024]);
    for (int i = from; i < to; i += Commit.MAX_WRITES) {
      List<Write> writes = new ArrayList<>();
      for (int j = i; j < Math.min(to, i + Commit.MAX_WRITES); j++) {
        writes.add(new Write.Create(key(j), value));
      }
      var unused = store.commit(new Commit(writes));
    }
  }

  private static Key key(int number) {
    return Key.of("roles", String.format("role-%07d", number));
  }

  /** The median of some runs, after some to warm up. */
  private static double nanos(Runnable read) {
    for (int i = 0; i < 200; i++) {
      read.run();
    }
    long[] times = new long[301];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      read.run();
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
