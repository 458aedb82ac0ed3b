package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.audit.AuditEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder;

  @Test
  void linesStayAndNobodyButTheOwnerReadsThem() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    AuditFile.open(file).accept(new AuditEvent.Dropped(AT, 7));
    AuditFile.open(file).accept(new AuditEvent.Dropped(AT, 8));
    assertEquals(
        List.of(
            "{\"event\":\"Dropped\",\"at\":\"2026-01-02T03:04:05Z\",\"count\":7}",
            "{\"event\":\"Dropped\",\"at\":\"2026-01-02T03:04:05Z\",\"count\":8}"),
        Files.readAllLines(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }
}
