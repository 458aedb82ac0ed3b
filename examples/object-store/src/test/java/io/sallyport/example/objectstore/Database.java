package io.sallyport.example.objectstore;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Where a server under test keeps roles, users and policies. */
enum Database {
  H2,
  POSTGRESQL;

  /** A server over a new database of this kind. */
  RunningStore start(Path data) throws IOException {
    DataFolder folder = DataFolder.open(data);
    return new RunningStore(this == H2 ? folder : folder.withDatabase(Postgres.newUrl()));
  }

  /** One server for all tests, with a database for each. */
  private static final class Postgres {
    private static final EmbeddedPostgres SERVER = start();
    private static int databases;

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static synchronized String newUrl() {
      databases++;
      String schema = "walk" + databases;
      try (var connection = SERVER.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + schema);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
    }
  }
}
