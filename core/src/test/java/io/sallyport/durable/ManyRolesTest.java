package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.jdbc.JdbcStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store with many roles costs no more than one with a thousand, neither to ask nor to open, and
 * needs no more memory: the build gives this test a heap of 256 MiB.
 */
@Timeout(3_600)
class ManyRolesTest {
  private static final int FEW = 1_000;
  private static final int MANY =
      Integer.getInteger(
          "sallyport.roles", Boolean.getBoolean("sallyport.deep") ? 1_000_000 : 2_000);
  private static final int TIMES = 301;

  /** A scan of a million would cost a thousand times as much; the rest is the machine's noise. */
  private static final double TOO_MUCH = 20;

  @TempDir Path folder;

  @Test
  void h2CostsTheSame() {
    compare("H2", "jdbc:h2:" + folder.resolve("iam"));
  }

  @Test
  void postgresCostsTheSame() {
    compare("PostgreSQL", Postgres.newUrl());
  }

  private static void compare(String database, String url) {
    ManyRoles roles = new ManyRoles();
    try (IamStore store = JdbcStore.open(url)) {
      roles.load(store, 0, FEW);
    }
    ask(url, FEW); // Makes the key ring.
    Cost few = ask(url, FEW);
    try (IamStore store = JdbcStore.open(url)) {
      roles.load(store, FEW, MANY);
    }
    Cost many = ask(url, MANY);
    assertEquals(List.of("get keyring"), many.opening);
    assertEquals(List.of("get role"), many.get);
    assertEquals(List.of("list 200"), many.list);
    assertEquals(few.list, many.list);
    print(database + ", a page of ListRoles", many.listNanos, few.listNanos);
    print(database + ", GetRole of the same thousand", many.getFewNanos, few.getFewNanos);
    print(database + ", GetRole of any", many.getNanos, few.getNanos);
    assertTrue(many.listNanos < TOO_MUCH * few.listNanos, "ListRoles");
    assertTrue(many.getFewNanos < TOO_MUCH * few.getFewNanos, "GetRole of the same thousand");
    assertTrue(many.getNanos < TOO_MUCH * few.getNanos, "GetRole of any");
  }

  /** Opens an instance over that many roles, and asks for any of them. */
  private static Cost ask(String url, int count) {
    CountingStore store = new CountingStore(JdbcStore.open(url));
    try (Sallyport opened =
        Sallyport.builder()
            .store(store)
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .build()) {
      List<String> opening = store.calls();
      assertEquals(Sallyport.class, opened.getClass());
      RoleManager roles = RoleWriter.roles(store);
      long getFew = median(() -> get(roles, FEW));
      store.forget();
      long getAny = median(() -> get(roles, count));
      List<String> get = store.calls().subList(0, 1);
      store.forget();
      long list = median(() -> list(roles));
      return new Cost(opening, get, store.calls().subList(0, 1), getFew, getAny, list);
    }
  }

  private static void get(RoleManager roles, int count) {
    Role role = roles.get(ManyRoles.name(ThreadLocalRandom.current().nextInt(count)));
    assertTrue(role.description().length() > 500);
  }

  private static void list(RoleManager roles) {
    Listing<Role> page = roles.list(ManyRoles.PREFIX, PageRequest.FIRST);
    assertEquals(100, page.items().size());
  }

  private static long median(Runnable call) {
    long[] nanos = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      call.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[TIMES / 2];
  }

  private static void print(String what, long many, long few) {
    Runtime runtime = Runtime.getRuntime();
    String line =
        "%s: %,d roles %d us, %,d roles %d us, ratio %.2f; heap %d of at most %d MiB"
            .formatted(
                what,
                MANY,
                many / 1000,
                FEW,
                few / 1000,
                (double) many / few,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.maxMemory() >> 20);
    System.getLogger(ManyRolesTest.class.getName()).log(System.Logger.Level.INFO, line);
  }

  /** What the store was asked on opening, for one role and for one page; and how long it took. */
  private record Cost(
      List<String> opening,
      List<String> get,
      List<String> list,
      long getFewNanos,
      long getNanos,
      long listNanos) {}
}
