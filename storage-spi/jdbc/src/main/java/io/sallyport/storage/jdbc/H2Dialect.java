package io.sallyport.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** H2. For one process. */
final class H2Dialect implements Dialect {
  /** H2's LOCK_TIMEOUT_1 and CONCURRENT_UPDATE_1. */
  private static final Set<Integer> CONCURRENCY = Set.of(50200, 90131);

  /**
   * H2's TABLE_OR_VIEW_ALREADY_EXISTS_1 and DUPLICATE_KEY_1: two stores made the tables at once. A
   * commit has neither, since it holds the lock of the one head.
   */
  private static final Set<Integer> LOST_RACE = Set.of(42101, 23505);

  /**
   * H2 (seen with 2.4.240) doesn't keep a row's lock where transactions that hold it are rolled
   * back beside others that wait for it: two commits could have one revision. So those of this
   * process, the only one that may have the file open, come one by one.
   */
  private static final Lock COMMITS = new ReentrantLock();

  @Override
  public Lock commitLock() {
    return COMMITS;
  }

  @Override
  public String bytesType(int length) {
    return "VARBINARY(" + length + ")";
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    Dialect.execute(connection, "SET WRITE_DELAY 0");
    // Or H2 answers again what it answered before, though another connection committed since: a
    // result that was read while a writer had written and not committed would pass for fresh.
    Dialect.execute(connection, "SET OPTIMIZE_REUSE_RESULTS 0");
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
        || CONCURRENCY.contains(e.getErrorCode())
        || LOST_RACE.contains(e.getErrorCode());
  }

  @Override
  public AutoCloseable listen(Database database, ChangeSignal signal) {
    return () -> {};
  }
}
