package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.Write;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JdbcStoreTest {
  @TempDir Path folder;

  @Test
  void h2WritesThroughWhateverTheUrlSays() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("iam");
    try (IamStore store = JdbcStore.open(url + ";WRITE_DELAY=500")) {
      create(store, "k");
      try (Connection connection = DriverManager.getConnection(H2Url.robust(url));
          ResultSet rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "SELECT setting_value FROM information_schema.settings"
                          + " WHERE setting_name = 'WRITE_DELAY'")) {
        assertTrue(rows.next());
        assertEquals("0", rows.getString(1));
      }
    }
  }

  @Test
  void h2OutlivesInterruptedThreads() throws Exception {
    try (IamStore store = JdbcStore.open("jdbc:h2:" + folder.resolve("iam"))) {
      for (int i = 0; i < 50; i++) {
        String name = "k" + i;
        Thread thread =
            new Thread(
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    create(store, name);
                  } catch (StoreUnavailableException expected) {
                    // The pool may refuse an interrupted thread.
                    Thread.currentThread().interrupt();
                  }
                });
        thread.start();
        thread.interrupt();
        thread.join();
      }
      create(store, "after");
      assertTrue(store.get(Key.of("after")).isPresent());
    }
  }

  @Test
  void messagesHoldNoPassword() {
    for (String url :
        List.of(
            "jdbc:h2:" + folder.resolve("iam") + ";USER=sa;PASSWORD=hunter2;NO_SUCH_OPTION=1",
            "jdbc:h2:tcp://localhost:1/x;password=hunter2",
            "jdbc:postgresql://localhost:1/db?user=u&password=hunter2",
            "jdbc:nothing:password=hunter2",
            "jdbc:postgresql://u:hunter2@localhost:1/db",
            "jdbc:h2:" + folder.resolve("iam") + ";PASSWORD=a;hunter2",
            Postgres.newUrl() + "&password=hunter2&sslmode=verify-full")) {
      StringWriter trace = new StringWriter();
      assertThrows(StoreUnavailableException.class, () -> JdbcStore.open(url), url)
          .printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("hunter2"), trace.toString());
    }
  }

  @Test
  void theHostsDataSourceIsGivenBackAsItCameAndStaysOpen() throws Exception {
    for (String url : List.of("jdbc:h2:" + folder.resolve("host"), Postgres.newUrl())) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setMaximumPoolSize(4);
      config.setAutoCommit(false);
      config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
      try (HikariDataSource host = new HikariDataSource(config)) {
        try (IamStore store = JdbcStore.open(host)) {
          create(store, "k");
          assertTrue(store.get(Key.of("k")).isPresent());
        }
        assertFalse(host.isClosed());
        try (Connection connection = host.getConnection()) {
          assertFalse(connection.getAutoCommit());
          assertEquals(Connection.TRANSACTION_SERIALIZABLE, connection.getTransactionIsolation());
        }
      }
    }
  }

  @Test
  void connectionsThatNobodyResetsComeBackAsTheyCame() throws Exception {
    for (String url : List.of("jdbc:h2:" + folder.resolve("raw"), Postgres.newUrl())) {
      HostPool.Step prepare =
          connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, 77_000);
          };
      try (HostPool host = new HostPool(url, prepare, connection -> {})) {
        try (IamStore store = JdbcStore.open(host.dataSource())) {
          create(store, "k");
          create(store, "k");
          assertTrue(store.get(Key.of("k")).isPresent());
          try (Watch watch = store.watch(KeyRange.all(), store.list(KeyRange.all(), 1).cursor())) {
            assertInstanceOf(WatchEvent.Progress.class, watch.next());
          }
        }
        for (Connection connection : host.allBack()) {
          assertFalse(connection.getAutoCommit());
          assertEquals(Connection.TRANSACTION_SERIALIZABLE, connection.getTransactionIsolation());
          // H2 knows no such limit.
          assertEquals(url.startsWith("jdbc:h2:") ? 0 : 77_000, connection.getNetworkTimeout());
        }
      }
    }
  }

  @Test
  void storesThatOpenAtOnceMakeOneSchema() throws Exception {
    String url = Postgres.newUrl();
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Callable<CommitResult>> openings =
          IntStream.range(0, 4)
              .<Callable<CommitResult>>mapToObj(
                  i ->
                      () -> {
                        try (IamStore store = JdbcStore.open(url)) {
                          return create(store, "k" + i);
                        }
                      })
              .toList();
      for (Future<CommitResult> opening : executor.invokeAll(openings)) {
        assertInstanceOf(CommitResult.Committed.class, opening.get());
      }
    } finally {
      executor.shutdownNow();
    }
    try (IamStore store = JdbcStore.open(url)) {
      assertEquals(4, store.list(KeyRange.all(), 10).entries().size());
    }
  }

  @Test
  void aNewerSchemaIsRefused() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("iam");
    JdbcStore.open(url).close();
    try (Connection connection = DriverManager.getConnection(H2Url.robust(url))) {
      Dialect.execute(connection, "INSERT INTO sallyport_schema VALUES (2)");
    }
    StoreUnavailableException refused =
        assertThrows(StoreUnavailableException.class, () -> JdbcStore.open(url));
    assertEquals(
        "the database's tables have version 2, and this library knows 1", refused.getMessage());
  }

  @Test
  void aCursorOlderThanWhatIsRememberedIsLost() throws Exception {
    for (String url : List.of("jdbc:h2:" + folder.resolve("iam"), Postgres.newUrl())) {
      try (IamStore store = JdbcStore.open(Database.open(url), 10)) {
        Cursor old = store.list(KeyRange.all(), 1).cursor();
        for (int i = 0; i < 140; i++) {
          create(store, "k" + i);
        }
        try (Watch watch = store.watch(KeyRange.all(), old)) {
          assertEquals(new WatchEvent.Lost("the cursor is too old"), watch.next());
        }
        Cursor now = store.list(KeyRange.all(), 1).cursor();
        create(store, "last");
        try (Watch watch = store.watch(KeyRange.all(), now)) {
          assertInstanceOf(WatchEvent.Changed.class, watch.next());
        }
      }
    }
  }

  @Test
  void aCursorOfAnotherDatabaseIsLost() throws Exception {
    try (IamStore one = JdbcStore.open("jdbc:h2:" + folder.resolve("one"));
        IamStore two = JdbcStore.open("jdbc:h2:" + folder.resolve("two"))) {
      Cursor cursor = one.list(KeyRange.all(), 1).cursor();
      try (Watch watch = two.watch(KeyRange.all(), cursor)) {
        assertInstanceOf(WatchEvent.Lost.class, watch.next());
      }
    }
  }

  @Test
  void aWatchReadsMoreChangesThanOneAnswerHolds() throws Exception {
    try (IamStore store = JdbcStore.open("jdbc:h2:" + folder.resolve("iam"))) {
      Cursor start = store.list(KeyRange.all(), 1).cursor();
      for (int i = 0; i < 20; i++) {
        String name = "k" + i;
        store.commit(
            new Commit(
                IntStream.range(0, 60)
                    .<Write>mapToObj(j -> new Write.Create(Key.of(name, "" + j), Bytes.utf8("v")))
                    .toList()));
      }
      int changes = 0;
      try (Watch watch = store.watch(KeyRange.all(), start)) {
        while (watch.next() instanceof WatchEvent.Changed) {
          changes++;
        }
      }
      assertEquals(1_200, changes);
    }
  }

  @Test
  void anotherProcessesCommitIsHeard() throws Exception {
    String url = Postgres.newUrl();
    try (IamStore here = JdbcStore.open(url);
        IamStore there = JdbcStore.open(url);
        Watch watch = here.watch(KeyRange.all(), here.list(KeyRange.all(), 1).cursor())) {
      assertInstanceOf(WatchEvent.Progress.class, watch.next());
      CompletableFuture<CommitResult> commit =
          CompletableFuture.supplyAsync(() -> create(there, "k"));
      WatchEvent event = watch.next();
      while (event instanceof WatchEvent.Progress) {
        event = watch.next(); // The commit takes its time.
      }
      assertInstanceOf(WatchEvent.Changed.class, event);
      assertInstanceOf(CommitResult.Committed.class, commit.get());
    }
  }

  @Test
  void h2MakesItsFolderAndNoTraceFile() {
    JdbcStore.open("jdbc:h2:file:" + folder.resolve("a/b/iam")).close();
    assertTrue(Files.exists(folder.resolve("a/b/iam.mv.db")));
    assertFalse(Files.exists(folder.resolve("a/b/iam.trace.db")));
  }

  @Test
  void onlyFilesOfH2GetOptions() {
    assertEquals("jdbc:h2:mem:x", H2Url.robust("jdbc:h2:mem:x"));
    assertEquals("jdbc:h2:tcp://h/x", H2Url.robust("jdbc:h2:tcp://h/x"));
    assertEquals("jdbc:postgresql:x", H2Url.robust("jdbc:postgresql:x"));
    assertEquals(
        "jdbc:h2:async:./data/iam;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE"
            + ";OPTIMIZE_REUSE_RESULTS=FALSE",
        H2Url.robust("jdbc:h2:./data/iam"));
    assertEquals(
        "jdbc:h2:async:~/iam;trace_level_file=1;DB_CLOSE_ON_EXIT=FALSE"
            + ";OPTIMIZE_REUSE_RESULTS=FALSE",
        H2Url.robust("jdbc:h2:file:~/iam;trace_level_file=1"));
  }

  static CommitResult create(IamStore store, String name) {
    return store.commit(Commit.of(new Write.Create(Key.of(name), Bytes.utf8("value"))));
  }
}
