package io.sallyport.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** H2. Its files are for one process; a server's, for several. */
final class H2Dialect implements Dialect {
  /** H2's LOCK_TIMEOUT_1 and CONCURRENT_UPDATE_1. */
  private static final int LOCK_TIMEOUT = 50200;

  private static final int CONCURRENT_UPDATE = 90131;

  @Override
  public String bytesType(int length) {
    return "VARBINARY(" + length + ")";
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    Dialect.execute(connection, "SET WRITE_DELAY 0");
  }

  @Override
  public void lockSchema(Connection connection) {
    // Each of H2's schema statements commits, so that no lock spans them; each is idempotent.
  }

  @Override
  public int limitTime(Connection connection, int millis) {
    // H2 in this process has no network.
    return 0;
  }

  @Override
  public void announce(Connection connection) {
    // Watches ask H2 often enough.
  }

  @Override
  public void harden(Connection connection) throws SQLException {
    // WRITE_DELAY 0 hands a commit to the operating system; only this has it written to the disk.
    Dialect.execute(connection, "CHECKPOINT SYNC");
  }

  @Override
  public boolean isTransient(SQLException e) {
    return "40001".equals(e.getSQLState())
        || e.getErrorCode() == LOCK_TIMEOUT
        || e.getErrorCode() == CONCURRENT_UPDATE;
  }

  @Override
  public AutoCloseable listen(Database database, ChangeSignal signal) {
    return () -> {};
  }
}
