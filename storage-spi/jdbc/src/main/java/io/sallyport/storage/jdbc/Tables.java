package io.sallyport.storage.jdbc;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Revision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tables. Each read is one statement, so that it sees one state. */
final class Tables {
  static final int REMEMBERED_COMMITS = 10_000;

  private static final String GET =
      "SELECT entry_value, revision FROM sallyport_entry WHERE entry_key = ?";
  private static final String LIST =
      "SELECT h.store, h.revision, e.entry_key, e.entry_value, e.revision FROM sallyport_head h"
          + " LEFT JOIN (SELECT entry_key, entry_value, revision FROM sallyport_entry"
          + " WHERE entry_key >= ? AND entry_key < ? ORDER BY entry_key LIMIT ?) e ON 1 = 1"
          + " ORDER BY e.entry_key";
  private static final String CHANGES =
      "SELECT h.store, h.revision, h.forgotten, c.revision, c.entry_key FROM sallyport_head h"
          + " LEFT JOIN (SELECT revision, entry_key FROM sallyport_change"
          + " WHERE revision > ? AND entry_key >= ? AND entry_key < ?"
          + " ORDER BY revision, entry_key LIMIT ?) c ON 1 = 1"
          + " ORDER BY c.revision, c.entry_key";

  private final CommitStatements commits;

  Tables(Dialect dialect, int remembered) {
    this.commits = new CommitStatements(dialect, remembered);
  }

  Optional<Entry> get(Connection connection, Key key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(GET)) {
      select.setBytes(1, key.encoded());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Entry(key, Bytes.of(row.getBytes(1)), new Revision(row.getLong(2))))
            : Optional.empty();
      }
    }
  }

  Page list(Connection connection, KeyRange range, int limit) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LIST)) {
      select.setBytes(1, range.from());
      select.setBytes(2, range.to());
      select.setInt(3, limit + 1);
      try (ResultSet rows = select.executeQuery()) {
        Place place = null;
        List<Entry> entries = new ArrayList<>();
        while (rows.next()) {
          place = new Place(rows.getString(1), rows.getLong(2));
          byte[] key = rows.getBytes(3);
          if (key != null) {
            Bytes value = Bytes.of(rows.getBytes(4));
            entries.add(new Entry(Key.decode(key), value, new Revision(rows.getLong(5))));
          }
        }
        if (place == null) {
          throw new SQLException("the table sallyport_head has no row");
        }
        boolean complete = entries.size() <= limit;
        return new Page(complete ? entries : entries.subList(0, limit), complete, place.cursor());
      }
    }
  }

  /** The first changes of the range after a revision: whole commits only. */
  Changes changes(Connection connection, KeyRange range, long after) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(CHANGES)) {
      select.setLong(1, after);
      select.setBytes(2, range.from());
      select.setBytes(3, range.to());
      select.setInt(4, Changes.MOST);
      try (ResultSet rows = select.executeQuery()) {
        Place head = null;
        long forgotten = 0;
        List<Changes.Change> found = new ArrayList<>();
        while (rows.next()) {
          head = new Place(rows.getString(1), rows.getLong(2));
          forgotten = rows.getLong(3);
          byte[] key = rows.getBytes(5);
          if (key != null) {
            found.add(new Changes.Change(Key.decode(key), new Revision(rows.getLong(4))));
          }
        }
        if (head == null) {
          throw new SQLException("the table sallyport_head has no row");
        }
        return Changes.of(head, forgotten, found);
      }
    }
  }

  CommitResult commit(Connection connection, Commit commit) throws SQLException {
    return commits.run(connection, commit);
  }
}
