package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.audit.AuditEvent;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Layer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder;

  @Test
  void eachEventIsALineWithAllThatItTells() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    AuditEvent.Actor actor =
        new AuditEvent.Actor(
            "arn:aws:iam:::user/a",
            Optional.empty(),
            Optional.empty(),
            Optional.of("192.0.2.7"),
            Optional.empty());
    try (AuditFile audit = AuditFile.open(file)) {
      audit.accept(
          new AuditEvent.Decided(
              AT,
              actor,
              "s3:GetObject",
              "arn:aws:s3:::b/x\n{\"event\":\"forged\"}",
              new Decision.ImplicitlyDenied(Layer.IDENTITY)));
    }
    try (AuditFile audit = AuditFile.open(file)) {
      audit.accept(new AuditEvent.Dropped(AT, 7));
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size());
    JsonNode denied = JsonMapper.builder().build().readTree(lines.get(0));
    assertEquals("Decided", denied.get("event").textValue());
    assertEquals("2026-01-02T03:04:05Z", denied.get("at").textValue());
    assertEquals("arn:aws:iam:::user/a", denied.get("principal").textValue());
    assertEquals("192.0.2.7", denied.get("address").textValue());
    assertEquals(
        new Decision.ImplicitlyDenied(Layer.IDENTITY).toString(),
        denied.get("decision").textValue());
    assertEquals(false, denied.has("userAgent"));
    assertEquals(
        "{\"event\":\"Dropped\",\"at\":\"2026-01-02T03:04:05Z\",\"count\":7}", lines.get(1));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }
}
