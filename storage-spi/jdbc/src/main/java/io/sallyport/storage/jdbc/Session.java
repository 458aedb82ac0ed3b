package io.sallyport.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection while it is used. Closing gives it back as it came; that this fails is no failure of
 * what was done, and a pool finds it out by itself.
 */
final class Session implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Session.class.getName());

  private final Connection connection;
  private final boolean autoCommit;
  private Restoring timeLimit = () -> {};
  private boolean isolated;
  private int isolation;

  private Session(Connection connection, boolean autoCommit) {
    this.connection = connection;
    this.autoCommit = autoCommit;
  }

  /** Takes a connection over: if it can't even say how it is, it is closed at once. */
  static Session over(Connection connection) throws SQLException {
    try {
      return new Session(connection, connection.getAutoCommit());
    } catch (SQLException | RuntimeException e) {
      try (connection) {
        throw e;
      }
    }
  }

  Connection connection() {
    return connection;
  }

  /** Bounds the time of each statement from now on. */
  void limitTime(Dialect dialect, int millis) throws SQLException {
    int before = dialect.limitTime(connection, millis);
    timeLimit = () -> dialect.limitTime(connection, before);
  }

  /** Begins a transaction at READ COMMITTED. */
  void begin() throws SQLException {
    isolation = connection.getTransactionIsolation();
    if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      isolated = true;
    }
    connection.setAutoCommit(false);
  }

  @Override
  public void close() {
    try (Connection closing = connection) {
      if (!closing.getAutoCommit()) {
        closing.rollback();
      }
      if (isolated) {
        closing.setTransactionIsolation(isolation);
      }
      closing.setAutoCommit(autoCommit);
      timeLimit.restore();
    } catch (SQLException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "a connection was not given back cleanly", e);
    }
  }

  private interface Restoring {
    void restore() throws SQLException;
  }
}
