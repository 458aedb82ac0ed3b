package io.sallyport.durable;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.jdbc.JdbcStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One server for all tests, and a schema for each. */
final class Postgres {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private Postgres() {}

  /** A schema of its own. */
  static Database newDatabase() {
    return new Schema(newSchema());
  }

  /** The URL of a new, empty schema. */
  static String newUrl() {
    return url(port(), newSchema());
  }

  private static int port() {
    return Holder.SERVER.getPort();
  }

  private static String newSchema() {
    String schema = "core" + SCHEMAS.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url(port(), "public"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return schema;
  }

  private static String url(int port, String schema) {
    return "jdbc:postgresql://localhost:"
        + port
        + "/postgres?user=postgres&currentSchema="
        + schema;
  }

  private record Schema(String name) implements Database {

    @Override
    public List<Integer> ports() {
      return List.of(port());
    }

    @Override
    public IamStore open(List<Integer> ports) {
      return JdbcStore.open(url(ports.get(0), name));
    }
  }

  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();

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
  }
}
