package io.sallyport.example.cli;

import io.sallyport.error.AwsService;
import io.sallyport.error.IamException;
import io.sallyport.storage.StoreException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;

/** Why something failed, in one line for people. */
final class Reasons {
  /** H2's code. */
  private static final int DATABASE_ALREADY_OPEN = 90020;

  private Reasons() {}

  static String of(Throwable failure) {
    return Printer.printable(reason(failure).strip().replaceAll("\\s+", " "));
  }

  private static String reason(Throwable failure) {
    if (failure instanceof IamException refused) {
      return refused.wire(AwsService.IAM).code() + ": " + refused.getMessage();
    }
    if (failure instanceof UncheckedIOException io && io.getCause() != null) {
      return reason(io.getCause());
    }
    if (failure instanceof FileSystemException file) {
      return file.getFile() + ": " + reason(file);
    }
    return failure instanceof StoreException && !isLocked(failure)
        ? withCauses(failure)
        : said(failure);
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    return failure.getReason() == null ? "can't be used" : failure.getReason();
  }

  /** Then the driver has advice that is of no use here. */
  private static boolean isLocked(Throwable failure) {
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
