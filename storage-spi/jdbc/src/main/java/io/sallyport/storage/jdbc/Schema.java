package io.sallyport.storage.jdbc;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Key;
import io.sallyport.storage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * The tables, and how each version came from the one before. Every statement may run twice, since
 * H2 commits after each: the version is written last.
 */
final class Schema {
  static final int VERSION = 1;

  private final Dialect dialect;

  Schema(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Brings the tables to this version. Whoever loses a race to make one of them tries again. */
  void migrate(Database database) {
    database.migrate(this::migrate);
  }

  private void migrate(Connection connection) throws SQLException {
    dialect.prepare(connection);
    dialect.lockSchema(connection);
    Dialect.execute(
        connection, "CREATE TABLE IF NOT EXISTS sallyport_schema (version INT PRIMARY KEY)");
    int found = version(connection);
    if (found > VERSION) {
      throw new StoreUnavailableException(
          "the database's tables have version " + found + ", and this library knows " + VERSION);
    }
    if (found < 1) {
      for (String sql : first()) {
        Dialect.execute(connection, sql);
      }
      fillHead(connection);
      Dialect.execute(connection, "INSERT INTO sallyport_schema VALUES (1)");
    }
    connection.commit();
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT max(version) FROM sallyport_schema")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private List<String> first() {
    String key = dialect.bytesType(Key.MAX_LENGTH);
    String value = dialect.bytesType(Bytes.MAX_LENGTH);
    return List.of(
        "CREATE TABLE IF NOT EXISTS sallyport_entry ("
            + ("entry_key " + key + " PRIMARY KEY, ")
            + ("entry_value " + value + " NOT NULL, revision BIGINT NOT NULL)"),
        "CREATE TABLE IF NOT EXISTS sallyport_change ("
            + ("revision BIGINT NOT NULL, entry_key " + key + " NOT NULL, ")
            + "PRIMARY KEY (revision, entry_key))",
        // One row: the last revision, the last one that no watch can start from any more, and
        // which store this is, so that another's cursor is not taken for its own.
        "CREATE TABLE IF NOT EXISTS sallyport_head ("
            + "head INT PRIMARY KEY, revision BIGINT NOT NULL, "
            + "forgotten BIGINT NOT NULL, store VARCHAR(36) NOT NULL)");
  }

  private static void fillHead(Connection connection) throws SQLException {
    String sql =
        "INSERT INTO sallyport_head SELECT 1, 0, 0, CAST(? AS VARCHAR(36))"
            + " WHERE NOT EXISTS (SELECT 1 FROM sallyport_head)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, UUID.randomUUID().toString());
      insert.executeUpdate();
    }
  }
}
