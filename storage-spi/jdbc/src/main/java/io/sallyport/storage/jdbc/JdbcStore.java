package io.sallyport.storage.jdbc;

import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Watch;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A store over JDBC: H2 in a file, for one process, or PostgreSQL, for several. It makes its four
 * tables, all named {@code sallyport_…}, itself and migrates them when a newer version opens them.
 * Thread-safe.
 *
 * <p>What H2 acknowledged was written through to the disk, whatever the {@code WRITE_DELAY} that
 * the URL asks for. PostgreSQL's durability is its server's {@code synchronous_commit}.
 *
 * <p>A watch asks the database four times a second. It hears of this store's own commits at once,
 * and of other processes' through PostgreSQL's {@code NOTIFY}; this is a hint only, and losing it
 * costs a quarter of a second. A cursor older than the last 10,000 commits is lost.
 */
public final class JdbcStore implements IamStore {
  private static final int LONGEST_PAGE = 1_000;

  private final Database database;
  private final Tables tables;
  private final ChangeSignal signal = new ChangeSignal();
  private final AutoCloseable listener;

  private JdbcStore(Database database, int remembered) {
    this.database = database;
    this.tables = new Tables(database.dialect(), remembered);
    this.listener = database.dialect().listen(database, signal);
  }

  /**
   * Opens the database of a JDBC URL, {@code jdbc:h2:…} or {@code jdbc:postgresql:…}, with a
   * connection pool of its own. H2 makes the file and its folder if need be.
   *
   * @throws io.sallyport.storage.StoreUnavailableException if the database can't be opened: for H2,
   *     also if another process has it open; or if a newer version of this library made its tables
   */
  public static JdbcStore open(String url) {
    return open(Database.open(url), Tables.REMEMBERED_COMMITS);
  }

  /**
   * Opens the database of the host's own connections, of which the store needs three or more at a
   * time. Closing the store does not close the data source. One over an H2 file is best given the
   * URL {@code jdbc:h2:async:…}: without it, an interrupted thread makes H2 close the file, and the
   * option {@code OPTIMIZE_REUSE_RESULTS=FALSE}: without it, H2 may answer what was so before. How
   * long the store waits for a connection is the data source's to bound; what is asked over one is
   * bounded here.
   *
   * @throws io.sallyport.storage.StoreUnavailableException if the database can't be asked, is
   *     neither H2 nor PostgreSQL, or if a newer version of this library made its tables
   */
  public static JdbcStore open(DataSource dataSource) {
    return open(Database.of(dataSource), Tables.REMEMBERED_COMMITS);
  }

  static JdbcStore open(Database database, int remembered) {
    try {
      new Schema(database.dialect()).migrate(database);
      return new JdbcStore(database, remembered);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public Optional<Entry> get(Key key) {
    return database.read(connection -> tables.get(connection, key));
  }

  @Override
  public Page list(KeyRange range, int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException(
          "a page has from 1 to " + LONGEST_PAGE + " entries, not " + limit);
    }
    return database.read(connection -> tables.list(connection, range, limit));
  }

  @Override
  public CommitResult commit(Commit commit) {
    CommitResult result = database.commit(connection -> tables.commit(connection, commit));
    if (result instanceof CommitResult.Committed) {
      signal.raise();
    }
    return result;
  }

  @Override
  public Watch watch(KeyRange range, Cursor from) {
    return new JdbcWatch(database, tables, signal, range, from);
  }

  @Override
  public void close() {
    database.stop();
    signal.raise();
    try {
      listener.close();
    } catch (Exception e) {
      System.getLogger(JdbcStore.class.getName())
          .log(System.Logger.Level.DEBUG, "the listener's connection did not close cleanly", e);
    }
    database.close();
  }
}
