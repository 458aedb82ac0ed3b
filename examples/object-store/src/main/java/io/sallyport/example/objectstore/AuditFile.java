package io.sallyport.example.objectstore;

import io.sallyport.audit.AuditSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The file that {@code --audit} names. */
final class AuditFile {
  private AuditFile() {}

  /**
   * Writes down what happens, a line of JSON each, behind the lines that are there. The file is
   * made, for its owner's eyes only, if there is none, and closed with the process.
   */
  static AuditSink open(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return AuditSink.jsonLines(Files.newOutputStream(file, StandardOpenOption.APPEND));
  }
}
