package io.sallyport.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL. */
final class PostgresDialect implements Dialect {
  static final String CHANNEL = "sallyport_change";

  /** Any number, the same for all: "sallypor" in ASCII. */
  private static final long SCHEMA_LOCK = 0x73616c6c79706f72L;

  /** How long a migration waits for another, or for whoever else holds a lock that it needs. */
  private static final int LOCK_MILLIS = 4_000;

  @Override
  public String bytesType(int length) {
    return "BYTEA";
  }

  @Override
  public void prepare(Connection connection) {
    // Nothing: the server's settings are its owner's.
  }

  @Override
  public void lockSchema(Connection connection) throws SQLException {
    Dialect.execute(connection, "SET LOCAL lock_timeout = " + LOCK_MILLIS);
    Dialect.execute(connection, "SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
  }

  @Override
  public int limitTime(Connection connection, int millis) throws SQLException {
    int before = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, millis);
    return before;
  }

  @Override
  public void announce(Connection connection) throws SQLException {
    Dialect.execute(connection, "NOTIFY " + CHANNEL);
  }

  @Override
  public void harden(Connection connection) {
    // The server's synchronous_commit decides.
  }

  @Override
  public boolean isTransient(SQLException e) {
    return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
  }

  @Override
  public AutoCloseable listen(Database database, ChangeSignal signal) {
    return PostgresListener.start(database, signal);
  }
}
