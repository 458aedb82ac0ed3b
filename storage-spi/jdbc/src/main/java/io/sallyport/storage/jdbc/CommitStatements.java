package io.sallyport.storage.jdbc;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements of a commit, in a transaction at READ COMMITTED.
 *
 * <p>Each locks the one row of {@code sallyport_head} until it has ended, so that revisions become
 * visible in their order and a watch that has seen one has seen all before. A sequence would not do
 * this: its numbers are drawn in one order and committed in another. The lock is taken before the
 * expectations are checked: they then can't change, those of keys that are only expected neither,
 * and no two transactions can deadlock.
 */
final class CommitStatements {
  /** Old changes are deleted once in so many commits. */
  private static final int SWEEP = 64;

  /** The state of a serialization failure, after which a transaction is tried again. */
  private static final String CONFLICT = "40001";

  private static final String LOCK =
      "SELECT revision FROM sallyport_head WHERE head = 1 FOR UPDATE";
  private static final String CREATE =
      "INSERT INTO sallyport_entry (entry_value, revision, entry_key) VALUES (?, ?, ?)";
  private static final String REPLACE =
      "UPDATE sallyport_entry SET entry_value = ?, revision = ? WHERE entry_key = ?";
  private static final String DELETE = "DELETE FROM sallyport_entry WHERE entry_key = ?";
  private static final String CHANGE =
      "INSERT INTO sallyport_change (revision, entry_key) VALUES (?, ?)";

  private final Dialect dialect;
  private final int remembered;

  CommitStatements(Dialect dialect, int remembered) {
    this.dialect = dialect;
    this.remembered = remembered;
  }

  CommitResult run(Connection connection, Commit commit) throws SQLException {
    long revision = next(connection);
    Optional<Key> wrong = firstWrong(connection, commit.writes());
    if (wrong.isPresent()) {
      return new CommitResult.Conflict(wrong.get());
    }
    write(connection, commit.changes(), revision);
    recordChanges(connection, commit.changes(), revision);
    long forgotten = revision - remembered;
    if (revision % SWEEP == 0 && forgotten > 0) {
      String sweep = "DELETE FROM sallyport_change WHERE revision <= " + forgotten;
      Dialect.execute(connection, sweep);
      Dialect.execute(connection, "UPDATE sallyport_head SET forgotten = " + forgotten);
    }
    dialect.announce(connection);
    return new CommitResult.Committed(new Revision(revision));
  }

  /** Locks the head, and moves it on from what was read and nothing else. */
  private static long next(Connection connection) throws SQLException {
    long locked = lock(connection);
    String move =
        "UPDATE sallyport_head SET revision = " + (locked + 1) + " WHERE revision = " + locked;
    try (Statement statement = connection.createStatement()) {
      if (statement.executeUpdate(move) != 1) {
        throw new SQLException("the head was another by the time it was locked", CONFLICT);
      }
    }
    return locked + 1;
  }

  private static long lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet head = statement.executeQuery(LOCK)) {
      if (!head.next()) {
        throw new SQLException("the table sallyport_head has no row");
      }
      return head.getLong(1);
    }
  }

  private static Optional<Key> firstWrong(Connection connection, List<Write> writes)
      throws SQLException {
    Map<Key, Revision> current = new HashMap<>();
    String places = String.join(", ", Collections.nCopies(writes.size(), "?"));
    String sql =
        "SELECT entry_key, revision FROM sallyport_entry WHERE entry_key IN (" + places + ")";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < writes.size(); i++) {
        select.setBytes(i + 1, writes.get(i).key().encoded());
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          current.put(Key.decode(rows.getBytes(1)), new Revision(rows.getLong(2)));
        }
      }
    }
    return writes.stream()
        .filter(w -> !w.expectation().equals(Optional.ofNullable(current.get(w.key()))))
        .map(Write::key)
        .findFirst();
  }

  private static void write(Connection connection, List<Write> writes, long revision)
      throws SQLException {
    try (PreparedStatement create = connection.prepareStatement(CREATE);
        PreparedStatement replace = connection.prepareStatement(REPLACE);
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      int creations = 0;
      int replacements = 0;
      int deletions = 0;
      for (Write write : writes) {
        if (write instanceof Write.Create created) {
          add(create, created.value(), revision, write.key());
          creations++;
        } else if (write instanceof Write.Replace replaced) {
          add(replace, replaced.value(), revision, write.key());
          replacements++;
        } else {
          delete.setBytes(1, write.key().encoded());
          delete.addBatch();
          deletions++;
        }
      }
      run(create, creations);
      run(replace, replacements);
      run(delete, deletions);
    }
  }

  private static void add(PreparedStatement statement, Bytes value, long revision, Key key)
      throws SQLException {
    statement.setBytes(1, value.toByteArray());
    statement.setLong(2, revision);
    statement.setBytes(3, key.encoded());
    statement.addBatch();
  }

  private static void recordChanges(Connection connection, List<Write> writes, long revision)
      throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(CHANGE)) {
      for (Write write : writes) {
        change.setLong(1, revision);
        change.setBytes(2, write.key().encoded());
        change.addBatch();
      }
      run(change, writes.size());
    }
  }

  /** Each statement of a batch must have changed its one row: anything else is refused. */
  private static void run(PreparedStatement statement, int times) throws SQLException {
    if (times == 0) {
      return;
    }
    for (int rows : statement.executeBatch()) {
      if (rows != 1 && rows != Statement.SUCCESS_NO_INFO) {
        throw new SQLException("a statement changed " + rows + " rows instead of one");
      }
    }
  }
}
