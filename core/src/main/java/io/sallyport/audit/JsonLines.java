package io.sallyport.audit;

import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Writes a line of JSON for each event: the name of its record as {@code event}, then its parts.
 * Whatever is no visible ASCII character is escaped, so that no line can be ended, hidden or turned
 * by what callers chose. Of one thread, as every sink.
 */
final class JsonLines implements AuditSink {
  private final Appendable out;

  JsonLines(Appendable out) {
    this.out = out;
  }

  @Override
  public void accept(AuditEvent event) {
    StringBuilder line = new StringBuilder(512).append("{\"event\":");
    write(event.getClass().getSimpleName(), line);
    writeFields(EventFields.of((Record) event), line.append(','));
    try {
      out.append(line.append("}\n"));
      if (out instanceof Flushable buffered) {
        buffered.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeFields(Map<String, Object> fields, StringBuilder line) {
    String separator = "";
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      line.append(separator);
      write(field.getKey(), line);
      line.append(':');
      if (field.getValue() instanceof Actor actor) {
        writeFields(EventFields.of(actor), line.append('{'));
        line.append('}');
      } else if (field.getValue() instanceof String text) {
        write(text, line);
      } else {
        line.append(field.getValue()); // A number, or a truth.
      }
      separator = ",";
    }
  }

  private static void write(String text, StringBuilder line) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7F) {
        line.append(c);
      } else {
        line.append("\\u%04x".formatted((int) c));
      }
    }
    line.append('"');
  }
}
