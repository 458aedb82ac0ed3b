package io.sallyport.example.objectstore;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditSink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down what happens, a line of JSON each: what kind of event it is, and all that it tells,
 * by the names that {@link AuditEvent} has. Of a denial that is why, too.
 */
final class AuditFile implements AuditSink, AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final BufferedWriter lines;

  private AuditFile(BufferedWriter lines) {
    this.lines = lines;
  }

  /** Opens a file, whose lines stay; makes it, for its owner's eyes only, if there is none. */
  static AuditFile open(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return new AuditFile(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
  }

  @Override
  public void accept(AuditEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event.getClass().getSimpleName());
    put((Record) event, line);
    try {
      lines.write(MAPPER.writeValueAsString(line));
      lines.write('\n');
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Record told, Map<String, Object> line) {
    for (RecordComponent component : told.getClass().getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(told);
        Object known = value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
        if (known instanceof AuditEvent.Actor actor) {
          put(actor, line);
        } else if (known != null) {
          line.put(component.getName(), known instanceof Number ? known : known.toString());
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("an event's own accessor failed", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
