package io.sallyport.storage.jdbc;

import io.sallyport.storage.StoreUnavailableException;
import java.sql.SQLException;

/** Makes the store's exceptions out of the driver's, without what a URL holds of secrets. */
final class Failures {
  /** H2's DATABASE_ALREADY_OPEN_1. */
  private static final int ALREADY_OPEN = 90020;

  private Failures() {}

  /** Nothing happened, because of this. */
  static StoreUnavailableException unavailable(Exception cause) {
    return new StoreUnavailableException("the database could not be asked", cause);
  }

  /** The database of this URL could not be opened. A driver may quote the URL, password and all. */
  static StoreUnavailableException notOpened(String url, SQLException cause) {
    String message =
        cause.getErrorCode() == ALREADY_OPEN
            ? "another process has the database open"
            : "the database could not be opened (SQLSTATE " + cause.getSQLState() + ")";
    String said = String.valueOf(cause.getMessage()).replace(url, "[url]");
    String redacted = said.replaceAll("(?i)(password\\s*=\\s*)[^;&\"\\s]*", "$1[redacted]");
    SQLException safe = new SQLException(redacted, cause.getSQLState(), cause.getErrorCode());
    safe.setStackTrace(cause.getStackTrace());
    return new StoreUnavailableException(message, safe);
  }
}
