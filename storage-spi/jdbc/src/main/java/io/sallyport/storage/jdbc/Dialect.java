package io.sallyport.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What H2 and PostgreSQL do differently. */
interface Dialect {

  /** The dialect of this connection's database. */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    if (product.equals("H2")) {
      return new H2Dialect();
    }
    if (product.equals("PostgreSQL")) {
      return new PostgresDialect();
    }
    throw new SQLException("the database is " + product + ", neither H2 nor PostgreSQL");
  }

  /** The type of a column of bytes, compared unsigned. */
  String bytesType(int length);

  /** Prepares a database for what the store promises, whenever a store opens it. */
  void prepare(Connection connection) throws SQLException;

  /** Keeps other stores from migrating until the transaction ends; waits for them a few seconds. */
  void lockSchema(Connection connection) throws SQLException;

  /** Bounds the time that one statement may take, network included; answers the bound before. */
  int limitTime(Connection connection, int millis) throws SQLException;

  /** What a commit holds from before its transaction begins until it has ended. */
  default Lock commitLock() {
    return new ReentrantLock();
  }

  /** Says, within a transaction, that its commit changes something. */
  void announce(Connection connection) throws SQLException;

  /** Makes sure that what was just committed is on the disk. */
  void harden(Connection connection) throws SQLException;

  /** Whether nothing happened, only because of other transactions, so that a retry may succeed. */
  boolean isTransient(SQLException e);

  /** Raises the signal when another process commits, until closed. */
  AutoCloseable listen(Database database, ChangeSignal signal);

  /** Runs one statement. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
