package io.sallyport.storage.jdbc;

import io.sallyport.storage.CommitResult;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;

/**
 * Connections, and which failure means what (rule 10): before a transaction's COMMIT is sent,
 * nothing happened; from then on, nobody knows.
 */
final class Database implements AutoCloseable {
  private static final int READ_MILLIS = 4_000;
  private static final int COMMIT_MILLIS = 10_000;

  private static final int ATTEMPTS = 8;
  private static final long CLOSING_SECONDS = 5;

  /** A COMMIT that fails in this way was rolled back: serialization failure, deadlock. */
  private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01");

  private final Connections connections;
  private final Dialect dialect;

  /** Read-locked by every call, so that closing can wait for those that run. */
  private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();

  private volatile boolean stopped;

  private Database(Connections connections, Dialect dialect) {
    this.connections = connections;
    this.dialect = dialect;
  }

  static Database open(String url) {
    OwnPool pool = OwnPool.open(url);
    return new Database(pool, pool.dialect());
  }

  static Database of(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return new Database(dataSource::getConnection, Dialect.of(connection));
    } catch (SQLException | RuntimeException e) {
      throw Failures.unavailable(e);
    }
  }

  Dialect dialect() {
    return dialect;
  }

  boolean isStopped() {
    return stopped;
  }

  Connection connectApart() throws SQLException {
    return connections.connectApart();
  }

  /** Reads by one statement. */
  <T> T read(SqlFunction<T> query) {
    return running(
        () -> {
          try (Session session = Session.over(connections.connect())) {
            session.limitTime(dialect, READ_MILLIS);
            return query.apply(session.connection());
          }
        });
  }

  /** Runs a transaction; only an answer of {@link CommitResult.Committed} is committed. */
  CommitResult commit(SqlFunction<CommitResult> transaction) {
    return running(
        () -> {
          Lock alone = dialect.commitLock();
          alone.lock();
          try (Session session = Session.over(connections.connect())) {
            session.limitTime(dialect, COMMIT_MILLIS);
            session.begin();
            CommitResult result = transaction.apply(session.connection());
            if (result instanceof CommitResult.Committed) {
              finish(session.connection());
            }
            return result;
          } finally {
            alone.unlock();
          }
        });
  }

  void migrate(Migration migration) {
    Boolean unused =
        running(
            () -> {
              try (Session session = Session.over(connections.connect())) {
                session.limitTime(dialect, COMMIT_MILLIS);
                session.begin();
                migration.run(session.connection());
                return true;
              }
            });
  }

  /** Lets no further call begin. */
  void stop() {
    stopped = true;
  }

  /** Waits a while for the calls that run, then closes what was opened here. */
  @Override
  public void close() {
    stop();
    boolean quiet = false;
    try {
      quiet = calls.writeLock().tryLock(CLOSING_SECONDS, TimeUnit.SECONDS);
      connections.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      connections.close();
    } finally {
      if (quiet) {
        calls.writeLock().unlock();
      }
    }
  }

  private void finish(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (ROLLED_BACK.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
      throw new OutcomeUnknownException("the database did not answer a commit", e);
    } catch (RuntimeException e) {
      throw new OutcomeUnknownException("the database did not answer a commit", e);
    }
    try {
      dialect.harden(connection);
    } catch (SQLException | RuntimeException e) {
      throw new OutcomeUnknownException("the database did not confirm that it wrote to disk", e);
    }
  }

  private void refuseIfStopped() {
    if (stopped) {
      throw new StoreUnavailableException("the store is closed");
    }
  }

  private <T> T running(Attempt<T> attempt) {
    refuseIfStopped();
    calls.readLock().lock();
    try {
      for (int i = 1; ; i++) {
        refuseIfStopped();
        try {
          return attempt.run();
        } catch (SQLException e) {
          if (i == ATTEMPTS || !dialect.isTransient(e)) {
            throw Failures.unavailable(e);
          }
        } catch (OutcomeUnknownException | StoreUnavailableException e) {
          throw e;
        } catch (RuntimeException e) {
          // Drivers and pools throw these too; none of ours has sent a COMMIT by then.
          throw Failures.unavailable(e);
        }
      }
    } finally {
      calls.readLock().unlock();
    }
  }

  private interface Attempt<T> {
    T run() throws SQLException;
  }

  /** Work whose own statements commit. */
  interface Migration {
    void run(Connection connection) throws SQLException;
  }
}
