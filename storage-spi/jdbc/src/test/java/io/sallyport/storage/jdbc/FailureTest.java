package io.sallyport.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.storage.CommitResult;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule 10: what a failure means depends on whether COMMIT was sent. */
class FailureTest {
  @TempDir Path folder;
  private final JdbcDataSource real = new JdbcDataSource();

  @BeforeEach
  void file() {
    real.setUrl(H2Url.robust("jdbc:h2:" + folder.resolve("iam")) + ";DB_CLOSE_DELAY=-1");
  }

  @Test
  void aCommitThatFailsIsOfUnknownOutcome() {
    try (IamStore store = JdbcStore.open(failing("commit", Moment.BEFORE, 1, "08006"))) {
      assertThrows(OutcomeUnknownException.class, () -> JdbcStoreTest.create(store, "k"));
      assertEquals(false, store.get(Key.of("k")).isPresent());
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsOfUnknownOutcomeToo() {
    try (IamStore store = JdbcStore.open(failing("commit", Moment.AFTER, 1, "08006"))) {
      assertThrows(OutcomeUnknownException.class, () -> JdbcStoreTest.create(store, "k"));
      assertEquals(true, store.get(Key.of("k")).isPresent());
    }
  }

  @Test
  void aFailureBeforeTheCommitChangedNothing() {
    try (IamStore store = JdbcStore.open(failing("prepareStatement", Moment.BEFORE, 1, "08006"))) {
      assertThrows(StoreUnavailableException.class, () -> JdbcStoreTest.create(store, "k"));
      assertEquals(false, store.get(Key.of("k")).isPresent());
      assertInstanceOf(CommitResult.Committed.class, JdbcStoreTest.create(store, "k"));
    }
  }

  @Test
  void aConnectionThatDoesNotCloseIsNoFailedCommit() {
    try (IamStore store = JdbcStore.open(failing("close", Moment.AFTER, 50, "08006"))) {
      assertInstanceOf(CommitResult.Committed.class, JdbcStoreTest.create(store, "k"));
    }
  }

  @Test
  void aSerializationFailureIsTriedAgain() {
    for (String method : new String[] {"prepareStatement", "commit"}) {
      try (IamStore store = JdbcStore.open(failing(method, Moment.BEFORE, 3, "40001"))) {
        assertInstanceOf(CommitResult.Committed.class, JdbcStoreTest.create(store, method));
      }
    }
  }

  @Test
  void aFailureToWriteThroughIsNeverTriedAgain() {
    // Statements are made by createStatement for: the lock, the revision, and CHECKPOINT SYNC.
    for (String state : new String[] {"08006", "40001", "HYT00"}) {
      try (IamStore store = JdbcStore.open(failing("createStatement", Moment.THIRD, 1, state))) {
        assertThrows(OutcomeUnknownException.class, () -> JdbcStoreTest.create(store, state));
        assertEquals(true, store.get(Key.of(state)).isPresent());
      }
    }
  }

  @Test
  void aConnectionThatCannotSayHowItIsGoesBack() throws Exception {
    AtomicInteger lent = new AtomicInteger();
    AtomicInteger back = new AtomicInteger();
    try (IamStore store = JdbcStore.open(counting(failing("getAutoCommit", 20), lent, back))) {
      for (int i = 0; i < 10; i++) {
        assertThrows(StoreUnavailableException.class, () -> store.get(Key.of("k")));
        assertThrows(StoreUnavailableException.class, () -> JdbcStoreTest.create(store, "k"));
      }
      assertInstanceOf(CommitResult.Committed.class, JdbcStoreTest.create(store, "k"));
    }
    assertEquals(lent.get(), back.get());
  }

  @Test
  void onesThatGoOnAreGivenUp() {
    try (IamStore store = JdbcStore.open(failing("commit", Moment.BEFORE, 100, "40001"))) {
      assertThrows(StoreUnavailableException.class, () -> JdbcStoreTest.create(store, "k"));
      assertEquals(false, store.get(Key.of("k")).isPresent());
    }
  }

  @Test
  void aReadThatFailsIsNotAbsence() {
    try (IamStore store = JdbcStore.open(failing("prepareStatement", Moment.BEFORE, 1, "08006"))) {
      assertThrows(StoreUnavailableException.class, () -> store.get(Key.of("k")));
    }
  }

  private enum Moment {
    BEFORE,
    AFTER,
    /** Before the third time. */
    THIRD
  }

  /** The database, made; one method of its next connections fails so many times. */
  private DataSource failing(String method, Moment moment, int times, String state) {
    JdbcStore.open(real).close();
    AtomicInteger skipped = new AtomicInteger();
    AtomicInteger left = new AtomicInteger(times);
    return proxy(
        DataSource.class,
        (name, call) -> {
          Object result = call.run();
          // Opening a store migrates on the first two connections: they work.
          return result instanceof Connection c && skipped.incrementAndGet() > 2
              ? failing(c, method, moment, left, state)
              : result;
        },
        real);
  }

  private DataSource failing(String method, int times) {
    return failing(method, Moment.BEFORE, times, "08006");
  }

  /** Counts how many connections are lent, and how many are closed. */
  private static DataSource counting(DataSource source, AtomicInteger lent, AtomicInteger back) {
    Around closing =
        (name, call) -> {
          if (name.equals("close")) {
            back.incrementAndGet();
          }
          return call.run();
        };
    return proxy(
        DataSource.class,
        (name, call) -> {
          lent.incrementAndGet();
          return proxy(Connection.class, closing, (Connection) call.run());
        },
        source);
  }

  private static Connection failing(
      Connection connection, String method, Moment moment, AtomicInteger left, String state) {
    AtomicInteger calls = new AtomicInteger();
    return proxy(
        Connection.class,
        (name, call) -> {
          boolean fails =
              name.equals(method)
                  && (moment != Moment.THIRD || calls.incrementAndGet() == 3)
                  && left.getAndDecrement() > 0;
          if (fails && moment != Moment.AFTER) {
            throw new SQLException("planted", state);
          }
          Object result = call.run();
          if (fails) {
            throw new SQLException("planted", state);
          }
          return result;
        },
        connection);
  }

  private interface Call {
    Object run() throws Throwable;
  }

  private interface Around {
    Object call(String name, Call call) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Around around, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                around.call(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(target, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }
}
