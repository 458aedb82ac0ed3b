package io.sallyport.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Work to do with a connection. */
interface SqlFunction<T> {
  T apply(Connection connection) throws SQLException;
}
