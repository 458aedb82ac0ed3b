package io.sallyport.storage.jdbc;

import io.sallyport.storage.StoreUnavailableException;
import java.sql.SQLException;

/** Makes the store's exceptions out of the driver's, without what a URL holds of secrets. */
final class Failures {
  /** H2's DATABASE_ALREADY_OPEN_1. */
  private static final String ALREADY_OPEN = "90020";

  /** How the JDK's driver manager begins to say that it has no driver, with the URL. */
  private static final String NO_DRIVER = "No suitable driver";

  private Failures() {}

  /** Nothing happened, because of this. */
  static StoreUnavailableException unavailable(Exception cause) {
    return new StoreUnavailableException("the database could not be asked", cause);
  }

  /**
   * The database could not be opened. A driver may quote the URL, password and all.
   *
   * @param given the URL as the host has it
   * @param url as the driver was given it
   */
  static StoreUnavailableException notOpened(String given, String url, SQLException cause) {
    String said = String.valueOf(cause.getMessage()).replace(url, "[url]");
    String redacted = said.replaceAll("(?i)(password\\s*=\\s*)[^;&\"\\s]*", "$1[redacted]");
    SQLException safe = new SQLException(redacted, cause.getSQLState(), cause.getErrorCode());
    safe.setStackTrace(cause.getStackTrace());
    return new StoreUnavailableException(why(given, cause), safe);
  }

  private static String why(String given, SQLException cause) {
    String state = String.valueOf(cause.getSQLState());
    if (state.equals(ALREADY_OPEN)) {
      return "another process has the database open, and a file of H2 is for one at a time";
    }
    String message =
        "the database could not be opened (SQLSTATE "
            + state
            + ")"
            + DriversWords.of(cause, given).map(": "::concat).orElse("");
    return String.valueOf(cause.getMessage()).startsWith(NO_DRIVER)
        ? message + ": no driver takes the URL; is H2, or PostgreSQL's driver, a dependency?"
        : message;
  }
}
