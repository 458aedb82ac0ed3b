package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.storage.CommitResult;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Opening takes a bounded time, and stores that open at once make one schema. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpeningTest {
  private static final int DATABASES = Boolean.getBoolean("sallyport.deep") ? 300 : 10;
  private static final int STORES = 6;
  private static final HostPool.Step NOTHING = connection -> {};

  @TempDir Path folder;
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  @Test
  void storesOfOneProcessThatOpenAtOnceMakeOneSchema() throws Exception {
    for (int i = 0; i < DATABASES; i++) {
      String url = "jdbc:h2:" + folder.resolve("iam" + i);
      AtomicInteger names = new AtomicInteger();
      CountDownLatch opened = new CountDownLatch(STORES);
      Callable<CommitResult> opening =
          () -> {
            try (IamStore store = JdbcStore.open(url)) {
              opened.countDown();
              opened.await();
              return JdbcStoreTest.create(store, "k" + names.incrementAndGet());
            }
          };
      for (Future<CommitResult> done : executor.invokeAll(Collections.nCopies(STORES, opening))) {
        assertInstanceOf(CommitResult.Committed.class, done.get());
      }
      try (IamStore store = JdbcStore.open(url)) {
        assertEquals(STORES, store.list(KeyRange.all(), 10).entries().size());
      }
    }
  }

  @Test
  void anOpeningThatHangsHoldsUpNoOther() throws Exception {
    AtomicInteger lent = new AtomicInteger();
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    HostPool.Step hang =
        connection -> {
          // The first is asked for the dialect, the second migrates.
          if (lent.incrementAndGet() == 2) {
            hanging.countDown();
            released.await();
          }
        };
    try (HostPool host = new HostPool("jdbc:h2:" + folder.resolve("one"), NOTHING, hang)) {
      DataSource connections = host.dataSource();
      Future<JdbcStore> opening = executor.submit(() -> JdbcStore.open(connections));
      hanging.await();
      JdbcStore.open("jdbc:h2:" + folder.resolve("another")).close();
      released.countDown();
      opening.get().close();
    }
  }

  @Test
  void aMigrationThatAnotherHoldsUpIsGivenUp() throws Exception {
    try (HostPool host = new HostPool(Postgres.newUrl(), NOTHING, NOTHING);
        Connection other = host.dataSource().getConnection()) {
      other.setAutoCommit(false);
      new PostgresDialect().lockSchema(other);
      givesUp(host);
      other.rollback();
      other.setAutoCommit(true);
      JdbcStore.open(host.dataSource()).close();
    }
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    int port = Postgres.server().getPort();
    try (FaultyLine line = FaultyLine.to(port)) {
      String url = Postgres.newUrl().replace(":" + port + "/", ":" + line.port() + "/");
      HostPool.Step silence = connection -> line.turn(FaultyLine.Mode.SWALLOW);
      try (HostPool host = new HostPool(url, silence, NOTHING)) {
        givesUp(host);
      }
    }
  }

  private void givesUp(HostPool host) throws Exception {
    DataSource connections = host.dataSource();
    Future<StoreUnavailableException> refused =
        executor.submit(
            () -> assertThrows(StoreUnavailableException.class, () -> JdbcStore.open(connections)));
    assertInstanceOf(StoreUnavailableException.class, refused.get(30, TimeUnit.SECONDS));
  }
}
