package io.sallyport.storage.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A pool over a URL, opened and closed here. */
final class OwnPool implements Connections {
  private static final int CONNECTIONS = 10;
  private static final int PATIENCE_MILLIS = 2_000;

  private final String url;

  /** Kept open for H2, which closes a file, and unlocks it, with its last connection. */
  private final Connection first;

  private final Dialect dialect;
  private final HikariDataSource pool;

  private OwnPool(String url, Connection first, Dialect dialect, HikariDataSource pool) {
    this.url = url;
    this.first = first;
    this.dialect = dialect;
    this.pool = pool;
  }

  static OwnPool open(String given) {
    String url = H2Url.robust(given);
    try {
      Connection first = connectTo(url);
      try {
        Dialect dialect = Dialect.of(first);
        if (!H2Url.isH2(url)) {
          first.close();
        }
        return new OwnPool(url, first, dialect, new HikariDataSource(config(url)));
      } catch (SQLException | RuntimeException e) {
        first.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.notOpened(given, url, e);
    }
  }

  Dialect dialect() {
    return dialect;
  }

  @Override
  public Connection connect() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public Connection connectApart() throws SQLException {
    return connectTo(url);
  }

  @Override
  public void close() {
    pool.close();
    try {
      first.close();
    } catch (SQLException e) {
      System.getLogger(OwnPool.class.getName())
          .log(System.Logger.Level.DEBUG, "the database did not close cleanly", e);
    }
  }

  private static Connection connectTo(String url) throws SQLException {
    return DriverManager.getConnection(url, properties(url));
  }

  /** Seconds after which PostgreSQL's driver gives up, unless the URL says others; H2 has none. */
  private static Properties properties(String url) {
    Properties properties = new Properties();
    if (url.startsWith("jdbc:postgresql:")) {
      properties.setProperty("connectTimeout", "2");
      properties.setProperty("loginTimeout", "4");
      properties.setProperty("socketTimeout", "10");
      properties.setProperty("tcpKeepAlive", "true");
    }
    return properties;
  }

  private static HikariConfig config(String url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("sallyport");
    config.setJdbcUrl(url);
    config.setDataSourceProperties(properties(url));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setValidationTimeout(PATIENCE_MILLIS / 2);
    config.setInitializationFailTimeout(-1);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    if (H2Url.isH2(url)) {
      config.setConnectionInitSql("SET WRITE_DELAY 0");
    }
    return config;
  }
}
