package io.sallyport.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from: by itself, a host's data source, which is never closed. */
interface Connections extends AutoCloseable {

  Connection connect() throws SQLException;

  /** A connection to keep: outside the pool, if the pool is our own. */
  default Connection connectApart() throws SQLException {
    return connect();
  }

  @Override
  default void close() {}
}
