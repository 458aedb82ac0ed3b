package io.sallyport.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears other processes' commits on a connection of its own. Only a hint: while the connection is
 * down, watches find changes by asking.
 */
final class PostgresListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PostgresListener.class.getName());
  private static final int WAIT_MILLIS = 2_000;
  private static final int RETRY_SECONDS = 2;

  private final Database database;
  private final ChangeSignal signal;
  private final CountDownLatch closed = new CountDownLatch(1);

  private PostgresListener(Database database, ChangeSignal signal) {
    this.database = database;
    this.signal = signal;
  }

  static PostgresListener start(Database database, ChangeSignal signal) {
    PostgresListener listener = new PostgresListener(database, signal);
    Thread thread = new Thread(listener::run, "sallyport-listen");
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      do {
        try (Session session = Session.over(database.connectApart())) {
          session.limitTime(database.dialect(), 3 * WAIT_MILLIS);
          listen(session.connection());
        } catch (SQLException | RuntimeException | LinkageError e) {
          // The last if the host's driver is not PostgreSQL's own.
          LOG.log(System.Logger.Level.DEBUG, "no notifications for now", e);
        }
      } while (!closed.await(RETRY_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    PGConnection postgres = connection.unwrap(PGConnection.class);
    Dialect.execute(connection, "LISTEN " + PostgresDialect.CHANNEL);
    signal.raise();
    while (closed.getCount() > 0) {
      PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
      if (heard != null && heard.length > 0) {
        signal.raise();
      } else {
        // An empty statement finds out whether the connection is still there.
        Dialect.execute(connection, "");
      }
    }
    Dialect.execute(connection, "UNLISTEN " + PostgresDialect.CHANNEL);
  }
}
