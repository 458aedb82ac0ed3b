package io.sallyport.example.objectstore;

import io.sallyport.storage.StoreException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Why the server did not start, in one line. */
final class NotStartedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** H2's code. */
  private static final int DATABASE_ALREADY_OPEN = 90020;

  /** For a start over this folder. */
  NotStartedException(Path data, Exception cause) {
    super("Not started: " + reason(data, cause).replaceAll("\\s+", " "), cause);
  }

  private static String reason(Path data, Exception cause) {
    if (cause instanceof StoreException) {
      String where = " (in " + data.toAbsolutePath().normalize() + ")";
      return isLocked(cause) ? said(cause) + where : withCauses(cause) + where;
    }
    if (cause instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (cause instanceof FileSystemException failed && failed.getReason() == null) {
      return failed.getFile() + ": can't be made or used";
    }
    return withCauses(cause);
  }

  /** Then the driver has advice that is of no use here. */
  private static boolean isLocked(Exception failure) {
    return failure.getCause() instanceof SQLException cause
        && cause.getErrorCode() == DATABASE_ALREADY_OPEN;
  }

  private static String withCauses(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? said(failure) : said(failure) + ": " + withCauses(cause);
  }

  private static String said(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
